/** Prints data: JSON for scripts, or lines for people. */
export interface Output {
  readonly json: boolean;
  line(text: string): void;
  error(text: string): void;
}

export function terminal(json: boolean): Output {
  return {
    json,
    line: (text) => process.stdout.write(`${text}\n`),
    error: (text) => process.stderr.write(`${text}\n`),
  };
}

/** Prints `data` as JSON, or what `lines` makes of it. */
export function show<T>(output: Output, data: T, lines: (data: T) => readonly string[]): void {
  if (output.json) output.line(JSON.stringify(data, null, 2));
  else for (const line of lines(data)) output.line(line);
}

/** Columns as wide as their widest cell; the last one is not padded. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** `2 h 04 min`, `36 min`, `12 s`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** `512 MiB`, `4 GiB`. */
export function memory(mib: number): string {
  return mib >= 1024 ? `${Number((mib / 1024).toFixed(1))} GiB` : `${mib} MiB`;
}

import type { BenchResult } from './bench';

/** Everything that one invocation found out. `notRun` holds the benches that could not run here, and why. */
export interface Report {
  results: BenchResult[];
  notRun: { name: string; reason: string }[];
}

const HEADINGS = ['bench', 'value', 'against', '', 'ratio', 'budget', 'ok'];

/** The report as an aligned table, one line per figure, details below it. */
export function table(report: Report): string {
  const rows = report.results.map(row);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const lines = [line(HEADINGS)];
  for (const [index, result] of report.results.entries()) {
    lines.push(line(rows[index] ?? []));
    if (result.detail) lines.push(`  ${result.detail}`);
  }
  for (const { name, reason } of report.notRun) lines.push(`${name}: could not run: ${reason}`);
  return lines.join('\n');
}

function row(result: BenchResult): string[] {
  const { kind, what, value } = result.reference;
  return [
    result.name,
    `${figure(result.value)} ${result.unit}`,
    `${figure(value)} ${result.unit}`,
    `${kind}: ${what}`,
    `${result.ratio.toFixed(2)}x`,
    `${result.budget.toFixed(2)}x`,
    result.ok ? 'yes' : 'NO',
  ];
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

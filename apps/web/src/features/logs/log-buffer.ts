import type { LogChunk } from '@baton/model/log/line';
import { plainLine } from '@baton/model/log/plain-line';

/** One row of the log: a line, or the place where the file was started anew. */
export type LogRow =
  | {
      readonly kind: 'line';
      readonly key: string;
      readonly offset: number;
      readonly text: string;
      readonly raw: string;
    }
  | { readonly kind: 'anew'; readonly key: string };

/** What is loaded of a log, in order. `file` is the newest file; older rows may be from the one before it. */
export interface LogBuffer {
  readonly rows: readonly LogRow[];
  readonly file: string;
  /** Where to continue, bytes. */
  readonly next: number;
  /** Earlier lines exist before the first row. */
  readonly more: boolean;
  /** How many lines came by `appended` so far: “12 new lines”. */
  readonly arrived: number;
}

export function startBuffer(chunk: LogChunk): LogBuffer {
  return { rows: toRows(chunk), file: chunk.file, next: chunk.next, more: chunk.more, arrived: 0 };
}

/** A chunk from following. A line that begins where a held one does is that line, grown. */
export function appended(buffer: LogBuffer, chunk: LogChunk): LogBuffer {
  const rows = toRows(chunk);
  if (chunk.file !== buffer.file) {
    const anew: LogRow = { kind: 'anew', key: `anew-${chunk.file}` };
    const kept = buffer.rows.length === 0 ? [] : [...buffer.rows, anew];
    return {
      ...buffer,
      rows: [...kept, ...rows],
      file: chunk.file,
      next: chunk.next,
      arrived: buffer.arrived + rows.length,
    };
  }
  const first = rows[0];
  if (!first) return chunk.next === buffer.next ? buffer : { ...buffer, next: chunk.next };
  const at = lastIndexOfKey(buffer.rows, first.key);
  const before = at === -1 ? buffer.rows : buffer.rows.slice(0, at);
  const fresh = rows.length - (buffer.rows.length - before.length);
  return {
    ...buffer,
    rows: [...before, ...rows],
    next: chunk.next,
    arrived: buffer.arrived + Math.max(0, fresh),
  };
}

/** Earlier lines, read with `before` = the first held line's offset. Ignored when the file has changed since it was asked. */
export function prepended(buffer: LogBuffer, chunk: LogChunk): LogBuffer {
  const first = firstLine(buffer);
  if (first && !first.key.startsWith(`${chunk.file}:`)) return { ...buffer, more: false };
  const earlier = toRows(chunk).filter((row) => row.kind === 'line' && (!first || row.offset < first.offset));
  return { ...buffer, rows: [...earlier, ...buffer.rows], more: chunk.more && earlier.length > 0 };
}

export function firstLine({ rows }: Pick<LogBuffer, 'rows'>) {
  return rows.find((row) => row.kind === 'line');
}

/** Where a line is, for links: it stays the same when lines are added before or after it. */
export function lineKey(file: string, offset: number): string {
  return `${file}:${offset}`;
}

function toRows({ file, lines }: LogChunk): LogRow[] {
  return lines.map(({ offset, text }) => ({
    kind: 'line',
    key: lineKey(file, offset),
    offset,
    text: plainLine(text),
    raw: text,
  }));
}

/** Only the end is looked at: a chunk overlaps by a few lines at most. */
function lastIndexOfKey(rows: readonly LogRow[], key: string): number {
  const from = Math.max(0, rows.length - 4096);
  for (let index = rows.length - 1; index >= from; index -= 1) if (rows[index]?.key === key) return index;
  return -1;
}

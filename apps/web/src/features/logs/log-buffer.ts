import {
  LOG_SOURCES,
  type LogEntry,
  type LogGap,
  type LogNews,
  type LogPage,
  type LogPlace,
  type LogSource,
} from '@baton/model/log/line';
import { plainLine } from '@baton/model/log/plain-line';

/** One row of the log: an entry, the place where its file was started anew, or where lines came too fast to show. */
export type LogRow =
  | (LogEntry & {
      readonly kind: 'line';
      readonly key: string;
      /** Without colours and other controls. */
      readonly text: string;
      readonly raw: string;
    })
  | { readonly kind: 'anew'; readonly key: string; readonly source: LogSource }
  /** `cursor` = where the left out lines begin. */
  | { readonly kind: 'skipped'; readonly key: string; readonly gap: LogGap; readonly cursor: string };

/** What is loaded of a log, in order: a window that may be anywhere in it. */
export interface LogBuffer {
  readonly rows: readonly LogRow[];
  /** Continues before the first row; null = that is the beginning. */
  readonly back: string | null;
  /** Continues after the last row. */
  readonly on: string;
  /** The last row is the newest: what comes is appended. */
  readonly atEnd: boolean;
  /** How many lines came by `appended` so far: “12 new lines”. */
  readonly arrived: number;
  /** Cursors to places between rows, by the row that comes after: where the window can be cut. */
  readonly cuts: ReadonlyMap<string, string>;
}

/** More rows than `max` are cut off at the other end, down to `left`: a page that is left open all day stays small. */
export interface Room {
  readonly max: number;
  readonly left: number;
}

/** While somebody reads what came before. */
export const READING: Room = { max: 60_000, left: 50_000 };
/** While the end is followed: nobody looks at what is far before it, and who scrolls there is given it again. */
export const FOLLOWING: Room = { max: 1500, left: 1000 };

export function startBuffer(page: LogPage): LogBuffer {
  const { entries, back, on, atEnd } = page;
  return { rows: toRows(entries), back, on, atEnd, arrived: 0, cuts: new Map() };
}

/** A window around a place: what is before it, and what follows. */
export function windowAround(before: LogPage, after: LogPage): LogBuffer {
  const first = after.entries[0];
  const cuts = new Map(first ? [[keyOf(first), before.on]] : []);
  const rows = toRows([...before.entries, ...after.entries]);
  return { rows, back: before.back, on: after.on, atEnd: after.atEnd, arrived: 0, cuts };
}

/** What came while following. */
export function appended(buffer: LogBuffer, news: LogNews, room: Room): LogBuffer {
  const fresh = toRows(news.entries);
  const count = news.entries.length;
  if (news.skipped) {
    fresh.unshift({ kind: 'skipped', key: `skipped-${news.on}`, gap: news.skipped, cursor: buffer.on });
  }
  if (news.anew && buffer.rows.length > 0) fresh.unshift({ kind: 'anew', key: `anew-${news.on}`, source: news.anew });
  return cutFront(joined(buffer, fresh, { on: news.on, arrived: buffer.arrived + count }), room);
}

/** A page after the last row. */
export function continued(buffer: LogBuffer, page: LogPage): LogBuffer {
  const fresh = afterRuns(buffer.rows, toRows(page.entries));
  return cutFront(joined(buffer, fresh, { on: page.on, atEnd: page.atEnd }), READING);
}

/** A page before the first row. */
export function prepended(buffer: LogBuffer, page: LogPage): LogBuffer {
  const earlier = toRows(page.entries);
  const cuts = new Map(buffer.cuts);
  const first = buffer.rows[0];
  if (first && buffer.back !== null) cuts.set(first.key, buffer.back);
  return cutEnd({ ...buffer, rows: earlier.concat(afterRuns(earlier, buffer.rows)), back: page.back, cuts });
}

/** Where a line is, for links: it stays the same when lines are added before or after it. */
export function keyOf({ source, file, offset }: Pick<LogEntry, 'source' | 'file' | 'offset'>): string {
  return `${source}:${file}:${offset}`;
}

/** The place where a hit or a link is. */
export function placeOf({ source, file, offset }: Pick<LogEntry, 'source' | 'file' | 'offset'>): LogPlace {
  return { kind: 'entry', source, file, offset };
}

function joined(buffer: LogBuffer, fresh: readonly LogRow[], more: Partial<LogBuffer>): LogBuffer {
  const first = fresh[0];
  if (!first) return { ...buffer, ...more };
  const cuts = new Map(buffer.cuts).set(first.key, buffer.on);
  return { ...buffer, rows: buffer.rows.concat(fresh), cuts, ...more };
}

function cutFront(buffer: LogBuffer, { max, left }: Room): LogBuffer {
  const { rows, cuts } = buffer;
  if (rows.length <= max) return buffer;
  for (let index = rows.length - left; index < rows.length; index += 1) {
    const back = cuts.get(rows[index]?.key ?? '');
    if (back === undefined) continue;
    return { ...buffer, rows: rows.slice(index), back, cuts: without(cuts, rows.slice(0, index)) };
  }
  return buffer;
}

function cutEnd(buffer: LogBuffer): LogBuffer {
  const { rows, cuts } = buffer;
  if (rows.length <= READING.max) return buffer;
  for (let index = READING.left; index > 0; index -= 1) {
    const on = cuts.get(rows[index]?.key ?? '');
    if (on === undefined) continue;
    return { ...buffer, rows: rows.slice(0, index), on, atEnd: false, cuts: without(cuts, rows.slice(index)) };
  }
  return buffer;
}

function without(cuts: ReadonlyMap<string, string>, gone: readonly LogRow[]): ReadonlyMap<string, string> {
  const left = new Map(cuts);
  for (const row of gone) left.delete(row.key);
  return left;
}

/** Entries as rows, with a row between two runs of a machine. */
function toRows(entries: readonly LogEntry[]): LogRow[] {
  const files = new Map<LogSource, string>();
  return entries.flatMap((entry) => {
    const before = files.get(entry.source);
    files.set(entry.source, entry.file);
    return before === undefined || before === entry.file ? [toRow(entry)] : [anewAt(entry), toRow(entry)];
  });
}

/** Rows that come after others: where they are of another run, that is said before the first of them. */
function afterRuns(earlier: readonly LogRow[], later: readonly LogRow[]): readonly LogRow[] {
  return LOG_SOURCES.reduce((rows, source) => {
    const isOfSource = (row: LogRow): row is LogRow & { kind: 'line' } => row.kind === 'line' && row.source === source;
    const at = rows.findIndex(isOfSource);
    const [first, last] = [rows.find(isOfSource), earlier.findLast(isOfSource)];
    if (!first || !last || first.file === last.file) return rows;
    const isSaid = rows.slice(0, at).some((row) => row.kind === 'anew' && row.source === source);
    return isSaid ? rows : rows.toSpliced(at, 0, anewAt(first));
  }, later);
}

function anewAt(entry: LogEntry): LogRow {
  return { kind: 'anew', key: `anew-${keyOf(entry)}`, source: entry.source };
}

function toRow(entry: LogEntry): LogRow {
  return { ...entry, kind: 'line', key: keyOf(entry), text: plainLine(entry.text), raw: entry.text };
}

import type { LogEntry, LogFilter, LogPage, LogPlace } from '@baton/model/log/line';
import { cursorText, placesOf } from './cursor';
import type { OpenedLog } from './opened-log';
import { type Direction, Scanner } from './scanner';

/** For text, most of it is skipped over quickly; a level is looked for line by line. */
const TEXT_BUDGET_BYTES = 32 * 1024 * 1024;
const LEVEL_BUDGET_BYTES = 8 * 1024 * 1024;

export interface PageOrder {
  readonly place: LogPlace;
  readonly direction: Direction;
  readonly limit: number;
  readonly filter: LogFilter;
}

/** Reads at most `limit` entries of some logs in the order of time. With a filter it may find fewer, and `back` or `on` go on. */
export async function readPage(logs: readonly OpenedLog[], order: PageOrder): Promise<LogPage> {
  const { direction, filter, limit } = order;
  const budgetBytes = filter.text ? TEXT_BUDGET_BYTES : filter.level ? LEVEL_BUDGET_BYTES : Number.POSITIVE_INFINITY;
  const offsets = await offsetsOf(logs, order.place);
  const scanners = logs.map(
    (log, index) => new Scanner(log, { from: offsets[index] ?? 0, direction, filter, budgetBytes }),
  );
  const begin = placesFrom(scanners);
  const entries = await merge(scanners, direction, limit);
  const end = placesFrom(scanners);
  const isOver = (await Promise.all(scanners.map(async (each) => (each.isOver ? await each.head() : 'more')))).every(
    (left) => left === null,
  );
  if (direction === 'back') {
    return { entries: entries.reverse(), back: isOver ? null : end, on: begin, atEnd: order.place.kind === 'end' };
  }
  const atStart = logs.every((log, index) => (offsets[index] ?? 0) <= log.start);
  return { entries, back: atStart ? null : begin, on: end, atEnd: isOver };
}

/** The next entry by time, again and again. Stops where one log had too much to look through: what comes next is not known. */
async function merge(scanners: readonly Scanner[], direction: Direction, limit: number): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  while (entries.length < limit) {
    let next: { readonly scanner: Scanner; readonly entry: LogEntry } | undefined;
    for (const scanner of scanners) {
      const entry = await scanner.head();
      if (!entry && !scanner.isOver) return entries;
      if (!entry) continue;
      const isNearer = !next || (direction === 'back' ? entry.at >= next.entry.at : entry.at < next.entry.at);
      if (isNearer) next = { scanner, entry };
    }
    if (!next) return entries;
    next.scanner.take();
    entries.push(next.entry);
  }
  return entries;
}

async function offsetsOf(logs: readonly OpenedLog[], place: LogPlace): Promise<readonly number[]> {
  if (place.kind === 'cursor') {
    const places = placesOf(place.cursor);
    // A log that began anew since then is read from its beginning.
    return logs.map((log) => {
      const known = places.get(log.source);
      return known?.file === log.identity ? log.clamp(known.offset) : log.start;
    });
  }
  if (place.kind !== 'entry') return Promise.all(logs.map((log) => log.offsetOf(place)));
  const own = logs.find((log) => log.source === place.source && log.identity === place.file);
  const at = await own?.timeAt(place.offset);
  return Promise.all(logs.map((log) => (log === own || at === undefined ? log.offsetOf(place) : log.offsetAt(at))));
}

function placesFrom(scanners: readonly Scanner[]): string {
  return cursorText(
    new Map(scanners.map((each) => [each.log.source, { file: each.log.identity, offset: each.place }])),
  );
}

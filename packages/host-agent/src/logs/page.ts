import type { LogEntry, LogFilter, LogPage, LogPlace } from '@baton/model/log/line';
import { cursorText, type FilePlace, placesOf } from './cursor';
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

/**
 * Reads at most `limit` entries of some logs in the order of time. With a filter it may find fewer, and `back` or `on` go on.
 * @param logs several of one source are its runs, the oldest first
 */
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
  const sources = bySource(scanners).map((runs) => (direction === 'back' ? runs.toReversed() : runs));
  while (entries.length < limit) {
    let next: { readonly scanner: Scanner; readonly entry: LogEntry } | undefined;
    for (const runs of sources) {
      const head = await headOf(runs);
      if (head === 'tired') return entries;
      if (!head) continue;
      const { scanner, entry } = head;
      const isNearer = !next || (direction === 'back' ? entry.at >= next.entry.at : entry.at < next.entry.at);
      if (isNearer) next = { scanner, entry };
    }
    if (!next) return entries;
    next.scanner.take();
    entries.push(next.entry);
  }
  return entries;
}

/** Runs of one source follow each other whatever the clock said meanwhile. */
function bySource(scanners: readonly Scanner[]): readonly (readonly Scanner[])[] {
  const sources = new Set(scanners.map(({ log }) => log.source));
  return [...sources].map((source) => scanners.filter(({ log }) => log.source === source));
}

/** The next entry of a source, from the first of its runs that has one; null = none has. */
async function headOf(
  runs: readonly Scanner[],
): Promise<{ readonly scanner: Scanner; readonly entry: LogEntry } | 'tired' | null> {
  for (const scanner of runs) {
    const entry = await scanner.head();
    if (entry) return { scanner, entry };
    if (!scanner.isOver) return 'tired';
  }
  return null;
}

async function offsetsOf(logs: readonly OpenedLog[], place: LogPlace): Promise<readonly number[]> {
  if (place.kind === 'cursor') {
    const places = placesOf(place.cursor);
    return logs.map((log) => knownOffset(log, { logs, places }));
  }
  if (place.kind !== 'entry') return Promise.all(logs.map((log) => log.offsetOf(place)));
  const own = logs.find((log) => log.source === place.source && log.identity === place.file);
  const at = await own?.timeAt(place.offset);
  return Promise.all(
    logs.map((log) => {
      if (own && log.source === own.source) return knownOffset(log, { logs, places: [place] });
      return at === undefined ? log.offsetOf(place) : log.offsetAt(at);
    }),
  );
}

/** Where a cursor is in a file. A run that began since then is read from its beginning; one before those that it names was read. */
function knownOffset(
  log: OpenedLog,
  { logs, places }: { readonly logs: readonly OpenedLog[]; readonly places: readonly FilePlace[] },
): number {
  const placeIn = ({ source, identity }: OpenedLog) =>
    places.find((place) => place.source === source && place.file === identity);
  const known = placeIn(log);
  if (known) return log.clamp(known.offset);
  const later = logs.slice(logs.indexOf(log) + 1).filter(({ source }) => source === log.source);
  return later.some(placeIn) ? log.size : log.start;
}

function placesFrom(scanners: readonly Scanner[]): string {
  return cursorText(scanners.map(({ log, place }) => ({ source: log.source, file: log.identity, offset: place })));
}

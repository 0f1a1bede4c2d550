import { entryText, isWanted } from '@baton/model/log/entry-text';
import type { LogChunk, LogEntry, LogFilter, LogNews, LogSource } from '@baton/model/log/line';
import { cursorText, placesOf } from './cursor';
import { Follower } from './follower';

export interface WatchOrder {
  readonly cursor: string | undefined;
  readonly filter: LogFilter;
  readonly now: () => number;
}

/** The newest file that the reader knows of each log: it is the one that grows. */
type Places = ReadonlyMap<LogSource, { readonly file: string; readonly offset: number }>;

/** What one log brought. */
interface Brought {
  readonly source: LogSource;
  readonly chunk: LogChunk;
}

/** Follows some logs at once. Each is read only as fast as what it brought before was taken. */
export async function* watchLogs(
  paths: ReadonlyMap<LogSource, string>,
  { cursor, filter, now }: WatchOrder,
  signal: AbortSignal,
): AsyncGenerator<LogNews> {
  const places = new Map(placesOf(cursor ?? '').map(({ source, ...place }) => [source, place]));
  for await (const { source, chunk } of together(paths, places, signal)) {
    const before = places.get(source);
    places.set(source, { file: chunk.file, offset: chunk.next });
    const entries = chunk.lines
      .map((line) => toEntry(source, chunk.file, line, now()))
      .filter((each) => isWanted(each, filter));
    const anew = before !== undefined && before.file !== chunk.file;
    if (entries.length === 0 && !anew && !chunk.skipped) continue;
    yield {
      entries,
      on: cursorText([...places].map(([known, place]) => ({ source: known, ...place }))),
      ...(anew && { anew: source }),
      ...(chunk.skipped && { skipped: chunk.skipped }),
    };
  }
}

function toEntry(source: LogSource, file: string, line: LogChunk['lines'][number], now: number): LogEntry {
  const read = entryText(source, line.text);
  return { source, file, offset: line.offset, ...read, at: read.at ?? now };
}

async function* together(
  paths: ReadonlyMap<LogSource, string>,
  places: Places,
  signal: AbortSignal,
): AsyncGenerator<Brought> {
  const readers = new Map(
    [...paths].map(([source, path]) => {
      const place = places.get(source);
      return [source, new Follower(path, { file: place?.file, from: place?.offset }).chunks(signal)] as const;
    }),
  );
  const next = async (source: LogSource) => ({ source, step: await readers.get(source)?.next() });
  const waiting = new Map([...readers.keys()].map((source) => [source, next(source)]));
  try {
    while (waiting.size > 0) {
      const { source, step } = await Promise.race(waiting.values());
      if (!step || step.done) {
        waiting.delete(source);
        continue;
      }
      yield { source, chunk: step.value };
      waiting.set(source, next(source));
    }
  } finally {
    // Their signal ends those that wait; this ends those that were left where they stood.
    for (const reader of readers.values()) void reader.return(undefined);
  }
}

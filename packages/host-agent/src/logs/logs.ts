import type { LogService } from '@baton/api/services';
import { entryText } from '@baton/model/log/entry-text';
import {
  isMachinesOwn,
  LOG_SOURCES,
  type LogChunk,
  type LogLine,
  type LogNews,
  type LogPage,
  type LogSource,
  type LogView,
} from '@baton/model/log/line';
import { fail } from '@baton/model/problem';
import { KEPT_RUNS, logOfRun } from '../ports/log-runs';
import { Follower } from './follower';
import { linesOf, startOfLast } from './lines';
import { OpenedLog } from './opened-log';
import { readPage } from './page';
import { watchLogs } from './watch';

const BLOCK_BYTES = 64 * 1024;
/** Read backwards at most this far for one page. */
const PAGE_MAX_BYTES = 1024 * 1024;
const MACHINE_ID = /^[\w-]{1,64}$/;

export interface LogParts {
  /** Where a machine's log lies; those of the host are the same for all machines. */
  readonly pathOf: (machineId: string, source: LogSource) => string;
  readonly now?: () => number;
}

/** The machines' logs, straight from their files. Offsets are bytes, so that any place can be linked to and resumed from. */
export class Logs implements LogService {
  constructor(private readonly parts: LogParts) {}

  async read(query: Parameters<LogService['read']>[0]): Promise<LogPage> {
    const paths = this.#paths(query.machineId, query.view);
    const logs = (await Promise.all([...paths].map(([source, path]) => openRuns(source, path)))).flat();
    try {
      if (logs.length === 0) fail('log.not-found', { name: query.view });
      return await readPage(logs, query);
    } finally {
      await Promise.all(logs.map((log) => log.close()));
    }
  }

  watch(query: Parameters<LogService['watch']>[0], signal: AbortSignal): AsyncIterable<LogNews> {
    const { now = Date.now } = this.parts;
    const { cursor, filter } = query;
    return watchLogs(this.#paths(query.machineId, query.view), { cursor, filter, now }, signal);
  }

  async tail(query: Parameters<LogService['tail']>[0]): Promise<LogChunk> {
    const file = await OpenedLog.open(query.source, this.#path(query.machineId, query.source));
    if (!file) fail('log.not-found', { name: query.source });
    try {
      const end = Math.min(query.before ?? file.size, file.size);
      const bytes = await readBack(file, end, query.limit);
      const start = startOfLast(bytes, query.limit);
      const offset = end - bytes.length + start;
      const lines = linesOf(bytes.subarray(start), offset).map((line) => asWritten(query.source, line));
      return { file: file.identity, lines, next: end, more: offset > file.start };
    } finally {
      await file.close();
    }
  }

  async *follow(query: Parameters<LogService['follow']>[0], signal: AbortSignal): AsyncGenerator<LogChunk> {
    const { source, file, from } = query;
    for await (const chunk of new Follower(this.#path(query.machineId, source), { file, from }).chunks(signal)) {
      yield { ...chunk, lines: chunk.lines.map((line) => asWritten(source, line)) };
    }
  }

  #paths(machineId: string, view: LogView): ReadonlyMap<LogSource, string> {
    const sources = view === 'all' ? LOG_SOURCES : [view];
    return new Map(sources.map((source) => [source, this.#path(machineId, source)]));
  }

  /** The id comes from outside and becomes a part of a path. */
  #path(machineId: string, source: LogSource): string {
    if (!MACHINE_ID.test(machineId)) fail('log.not-found', { name: source });
    return this.parts.pathOf(machineId, source);
  }
}

/** A log's files, the oldest first: a machine's own logs go on in those of the runs before. */
async function openRuns(source: LogSource, path: string): Promise<readonly OpenedLog[]> {
  const earlier = Array.from({ length: isMachinesOwn(source) ? KEPT_RUNS : 0 }, (_, index) =>
    logOfRun(path, KEPT_RUNS - index),
  );
  const opened = await Promise.all([...earlier, path].map((file) => OpenedLog.open(source, file, path)));
  return opened.filter((log) => log !== null);
}

/** The machine's own words stay as they are; what Baton wrote as JSON is read out. */
function asWritten(source: LogSource, line: LogLine): LogLine {
  if (isMachinesOwn(source)) return line;
  const { at, level, text } = entryText(source, line.text);
  return at === undefined ? line : { ...line, text: `${new Date(at).toISOString()} ${level} ${text}` };
}

/** Reads blocks backwards from `end` until they hold `limit` lines, or the beginning, or enough. */
async function readBack(file: OpenedLog, end: number, limit: number): Promise<Buffer> {
  const room = Math.max(0, end - file.start);
  let bytes: Buffer = Buffer.alloc(0);
  while (bytes.length < Math.min(room, PAGE_MAX_BYTES) && startOfLast(bytes, limit) === 0) {
    const to = end - bytes.length;
    const block = await file.read(Math.max(file.start, to - BLOCK_BYTES), to);
    if (block.length === 0) break;
    bytes = Buffer.concat([block, bytes]);
  }
  return bytes;
}

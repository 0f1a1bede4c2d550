import type { LogService } from '@baton/api/services';
import type { LogChunk, LogSource } from '@baton/model/log/line';
import { fail } from '@baton/model/problem';
import { Follower } from './follower';
import { linesOf, startOfLast } from './lines';
import { LogFile } from './log-file';

const BLOCK_BYTES = 64 * 1024;
/** Read backwards at most this far for one page. */
const PAGE_MAX_BYTES = 1024 * 1024;
const MACHINE_ID = /^[\w-]{1,64}$/;

export interface LogParts {
  /** Where a machine's log lies. */
  readonly pathOf: (machineId: string, source: LogSource) => string;
}

/** The machines' logs, straight from their files. Offsets are bytes, so that any place can be linked to and resumed from. */
export class Logs implements LogService {
  constructor(private readonly parts: LogParts) {}

  async tail(query: Parameters<LogService['tail']>[0]): Promise<LogChunk> {
    const file = await LogFile.open(this.#path(query.machineId, query.source));
    if (!file) fail('log.not-found', { name: query.source });
    try {
      const end = Math.min(query.before ?? file.facts.size, file.facts.size);
      const bytes = await readBack(file, end, query.limit);
      const start = startOfLast(bytes, query.limit);
      const offset = end - bytes.length + start;
      const lines = linesOf(bytes.subarray(start), offset);
      return { file: file.facts.identity, lines, next: end, more: offset > 0 };
    } finally {
      await file.close();
    }
  }

  async *follow(query: Parameters<LogService['follow']>[0], signal: AbortSignal): AsyncGenerator<LogChunk> {
    const { file, from } = query;
    yield* new Follower(this.#path(query.machineId, query.source), { file, from }).chunks(signal);
  }

  /** The id comes from outside and becomes a part of a path. */
  #path(machineId: string, source: LogSource): string {
    if (!MACHINE_ID.test(machineId)) fail('log.not-found', { name: source });
    return this.parts.pathOf(machineId, source);
  }
}

/** Reads blocks backwards from `end` until they hold `limit` lines, or the beginning, or enough. */
async function readBack(file: LogFile, end: number, limit: number): Promise<Buffer> {
  let bytes: Buffer = Buffer.alloc(0);
  while (bytes.length < Math.min(end, PAGE_MAX_BYTES) && startOfLast(bytes, limit) === 0) {
    const to = end - bytes.length;
    const block = await file.read(Math.max(0, to - BLOCK_BYTES), to);
    if (block.length === 0) break;
    bytes = Buffer.concat([block, bytes]);
  }
  return bytes;
}

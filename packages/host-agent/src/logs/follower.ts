import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogChunk, LogGap } from '@baton/model/log/line';
import { FolderWatch } from './folder-watch';
import { countLines, finishedBytes, linesOf, wholeCharacters } from './lines';
import { LogFile } from './log-file';

const CHUNK_MAX_BYTES = 64 * 1024;
/** Without a cursor: this much of the end, and not a whole day of it. */
const BEGIN_BYTES = 64 * 1024;
/** A reader that is further behind skips ahead; the next chunk says that there is more before it. */
const BEHIND_MAX_BYTES = 4 * 1024 * 1024;
/** More than this is not counted when it is skipped. */
const COUNT_MAX_BYTES = 64 * 1024 * 1024;
/** Between full chunks: a guest that floods its serial port must not flood the phone. */
const PACE_MS = 50;
/** So many full chunks in a row are a flood: nobody reads that fast, and what is sent costs memory here and there. */
const FLOOD_CHUNKS = 10;
const FLOOD_PACE_MS = 500;
/** An unfinished line is sent after this much silence: a prompt has no newline. */
const SILENCE_MS = 300;
/** Looks by itself this often, should the kernel not tell. Only while somebody follows. */
const LOOK_MS = 2000;
/** The same while there is no file, and perhaps no folder to watch. */
const LOOK_FOR_FILE_MS = 500;

export interface LogCursor {
  readonly file?: string;
  readonly from?: number;
}

type Wait = keyof typeof WAITS_MS;

/** What one look at the file gave, and how to wait for the next. */
interface Look {
  readonly chunk?: LogChunk;
  readonly wait: Wait | 'pace';
}

/** Follows one log for one reader, over new files and truncated ones. */
export class Follower {
  /** The name that the reader knows the log by. */
  #name: string | undefined;
  #identity: string | undefined;
  #truncations = 0;
  #offset: number | undefined;
  /** Reading began in the middle of a line. */
  #inMidLine = false;
  /** For all that is read, again and again. */
  readonly #buffer = Buffer.allocUnsafeSlow(CHUNK_MAX_BYTES);
  /** The bytes that were skipped, and that the next chunk tells of. */
  #skipped: { readonly from: number; readonly to: number } | undefined;

  constructor(
    private readonly path: string,
    cursor: LogCursor,
  ) {
    this.#name = cursor.file;
    this.#identity = cursor.file;
    this.#offset = cursor.from;
  }

  async *chunks(signal: AbortSignal): AsyncGenerator<LogChunk> {
    const watch = new FolderWatch(dirname(this.path), signal);
    let silent = false;
    let fullInARow = 0;
    try {
      while (!signal.aborted) {
        const { chunk, wait } = await this.#look(silent);
        if (chunk) yield chunk;
        fullInARow = wait === 'pace' ? fullInARow + 1 : 0;
        const paceMs = fullInARow > FLOOD_CHUNKS ? FLOOD_PACE_MS : PACE_MS;
        if (wait === 'pace') await sleep(paceMs, undefined, { signal }).catch(() => undefined);
        else silent = !(await watch.wait(WAITS_MS[wait])) && wait === 'hush';
      }
    } finally {
      watch.stop();
    }
  }

  /** `silent` = nothing came for a moment: what stands there is sent although its line is not finished. */
  async #look(silent: boolean): Promise<Look> {
    const file = await LogFile.open(this.path);
    if (!file) return { wait: 'no-file' };
    try {
      const { size, identity } = file.facts;
      const anew = this.#recognise(identity, size);
      const from = this.#offset ?? 0;
      const bytes = await file.read(from, Math.min(size, from + CHUNK_MAX_BYTES), this.#buffer);
      const full = bytes.length === CHUNK_MAX_BYTES;
      const taken = finishedBytes(bytes) || (full || silent ? wholeCharacters(bytes, bytes.length) : 0);
      this.#offset = from + taken;
      const wait = full ? 'pace' : size > this.#offset ? 'hush' : 'change';
      if (taken === 0 && !anew) return { wait };
      const chunk = this.#chunk(bytes.subarray(0, taken), from);
      const skipped = this.#skipped && (await this.#gap(file, this.#skipped));
      this.#skipped = undefined;
      return { chunk: skipped ? { ...chunk, skipped } : chunk, wait };
    } finally {
      await file.close();
    }
  }

  /** Finds the place to read on from. @returns true when the log began anew for this reader. */
  #recognise(identity: string, size: number): boolean {
    const before = this.#name;
    const offset = this.#offset ?? 0;
    const shrunk = size < offset;
    if (identity !== this.#identity) this.#truncations = 0;
    else if (shrunk) this.#truncations += 1;
    this.#identity = identity;
    // The same file made empty is a new log too, and its name says so.
    this.#name = this.#truncations === 0 ? identity : `${identity}-${this.#truncations}`;
    const anew = before !== undefined && (before !== this.#name || shrunk);
    if (anew) this.#offset = 0;
    const behind = size - (anew ? 0 : offset);
    const skips = this.#offset === undefined ? behind > BEGIN_BYTES : behind > BEHIND_MAX_BYTES;
    if (skips) {
      if (this.#offset !== undefined) this.#skipped = { from: this.#offset, to: size - BEGIN_BYTES };
      this.#offset = size - BEGIN_BYTES;
      this.#inMidLine = true;
    }
    return anew;
  }

  /** How much was left out, with the line that reading began in the middle of. What the buffer held is gone after it. */
  async #gap(file: LogFile, { from, to }: { readonly from: number; readonly to: number }): Promise<LogGap> {
    const bytes = to - from;
    if (bytes > COUNT_MAX_BYTES) return { bytes, lines: null };
    let lines = 1;
    for (let at = from; at < to; at += CHUNK_MAX_BYTES) {
      lines += countLines(await file.read(at, Math.min(to, at + CHUNK_MAX_BYTES), this.#buffer));
    }
    return { bytes, lines };
  }

  /** Where reading began in the middle of a line, its rest is not shown as a line. */
  #chunk(bytes: Buffer, from: number): LogChunk {
    const cut = this.#inMidLine ? finishedBytes(bytes.subarray(0, bytes.indexOf('\n') + 1)) : 0;
    const lines = linesOf(bytes.subarray(cut), from + cut);
    const more = this.#inMidLine;
    this.#inMidLine = false;
    return { file: this.#name ?? '', lines, next: from + bytes.length, more };
  }
}

const WAITS_MS = { change: LOOK_MS, hush: SILENCE_MS, 'no-file': LOOK_FOR_FILE_MS } as const;

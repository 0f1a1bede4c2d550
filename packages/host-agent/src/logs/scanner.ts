import { isWanted } from '@baton/model/log/entry-text';
import { isMachinesOwn, type LogEntry, type LogFilter, type LogLine } from '@baton/model/log/line';
import { finishedBytes, linesOf } from './lines';
import type { OpenedLog } from './opened-log';

const BLOCK_BYTES = 64 * 1024;
/** A line that is longer than this is read in pieces. */
const LONGEST_BLOCK_BYTES = 1024 * 1024;
const ESCAPE = 0x1b;

export type Direction = 'back' | 'on';

export interface ScanOrder {
  readonly from: number;
  readonly direction: Direction;
  readonly filter: LogFilter;
  /** How much is read at most; then the scanner is tired, and whoever asked may ask again. */
  readonly budgetBytes: number;
}

/** An entry, and where its line ends. */
interface Found {
  readonly entry: LogEntry;
  readonly end: number;
}

/** Walks one log from a place, block by block, and tells what the filter wants. Memory is bounded by a block. */
export class Scanner {
  #waiting: Found[] = [];
  /** Up to here everything was looked at. */
  #reached: number;
  #leftBytes: number;
  #lastAt: number | undefined;

  constructor(
    readonly log: OpenedLog,
    private readonly order: ScanOrder,
  ) {
    this.#reached = order.from;
    this.#leftBytes = order.budgetBytes;
  }

  /** The next wanted entry, left where it is; null = there is none within the budget. */
  async head(): Promise<LogEntry | null> {
    while (this.#waiting.length === 0 && !this.isOver && this.#leftBytes > 0) {
      if (this.order.direction === 'back') await this.#blockBefore();
      else await this.#blockAfter();
    }
    return this.#waiting[0]?.entry ?? null;
  }

  take(): void {
    this.#waiting.shift();
  }

  /** Where to continue: what was not taken is still before it. */
  get place(): number {
    const head = this.#waiting[0];
    if (!head) return this.#reached;
    return this.order.direction === 'back' ? head.end : head.entry.offset;
  }

  /** Everything was looked at; what waits may still be taken. */
  get isOver(): boolean {
    return this.order.direction === 'back' ? this.#reached <= this.log.start : this.#reached >= this.log.size;
  }

  async #blockBefore(): Promise<void> {
    const { start } = this.log;
    const to = this.#reached;
    for (let length = BLOCK_BYTES; ; length *= 2) {
      const from = Math.max(start, to - length);
      const bytes = await this.log.read(from, to);
      this.#leftBytes -= bytes.length;
      // A newline at the very end ends the last line; one before it ends the line whose beginning is not in the block.
      const cut = from === start ? 0 : bytes.subarray(0, -1).indexOf('\n') + 1;
      if (cut === 0 && from > start && length < LONGEST_BLOCK_BYTES) continue;
      this.#reached = bytes.length === 0 ? start : from + cut;
      this.#keep(bytes.subarray(cut), from + cut);
      this.#waiting.reverse();
      this.#inOrder(Math.min);
      return;
    }
  }

  async #blockAfter(): Promise<void> {
    const { size } = this.log;
    const from = this.#reached;
    for (let length = BLOCK_BYTES; ; length *= 2) {
      const to = Math.min(size, from + length);
      const bytes = await this.log.read(from, to);
      this.#leftBytes -= bytes.length;
      const cut = to === size ? bytes.length : finishedBytes(bytes);
      if (cut === 0 && to < size && length < LONGEST_BLOCK_BYTES) continue;
      const taken = cut === 0 ? bytes : bytes.subarray(0, cut);
      this.#reached = taken.length === 0 ? size : from + taken.length;
      this.#keep(taken, from);
      this.#inOrder(Math.max);
      return;
    }
  }

  #keep(bytes: Buffer, from: number): void {
    if (!this.#mayHold(bytes)) return;
    const lines = linesOf(bytes, from);
    lines.forEach((line: LogLine, index) => {
      const entry = this.log.entry(line);
      if (isWanted(entry, this.order.filter)) {
        this.#waiting.push({ entry, end: lines[index + 1]?.offset ?? from + bytes.length });
      }
    });
  }

  /** Most blocks of a long log have no hit: one look at the whole block is much cheaper than one at each line. */
  #mayHold(bytes: Buffer): boolean {
    const { text } = this.order.filter;
    const { source } = this.log;
    if (!text || !isMachinesOwn(source) || bytes.includes(ESCAPE)) return true;
    // Tabs are read as spaces.
    return / {4}/.test(text) || bytes.toString('utf8').toLowerCase().includes(text.toLowerCase());
  }

  /** A clock that was set back does not put lines of one log out of their order. */
  #inOrder(pick: (a: number, b: number) => number): void {
    this.#waiting = this.#waiting.map(({ entry, end }) => {
      const at = this.#lastAt === undefined ? entry.at : pick(entry.at, this.#lastAt);
      this.#lastAt = at;
      return { entry: at === entry.at ? entry : { ...entry, at }, end };
    });
  }
}

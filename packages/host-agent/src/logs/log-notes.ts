import { appendFile, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LOG_NOTES_FOLDER } from '../ports/log-room';

/** A log had `size` bytes at `at`, milliseconds: what stands before was written by then. */
export interface TimeMark {
  readonly at: number;
  readonly size: number;
}

const MARK_BYTES = 16;
/** A day at one mark each two seconds; more are thinned out to half. */
const MARKS_MAX = 43_200;

/** What is noted beside one log: from where on its data is kept, and how long it was when. */
export class LogNotes {
  readonly #base: string;

  /** @param identity the log file's, so that notes end with the file that they are about */
  constructor(log: string, identity: string) {
    this.#base = join(dirname(log), LOG_NOTES_FOLDER, `${basename(log)}-${identity}`);
  }

  /** The first byte that is still on disk; what was before gave its room back. */
  async keptFrom(): Promise<number> {
    const text = await readFile(`${this.#base}.from`, 'utf8').catch(() => '0');
    return Number(text) || 0;
  }

  /** Noted before the room is given back: a reader never takes the hole for lines. */
  async setKeptFrom(offset: number): Promise<void> {
    await this.#makeFolder();
    await writeFile(`${this.#base}.from.new`, String(offset), { mode: 0o600 });
    await rename(`${this.#base}.from.new`, `${this.#base}.from`);
  }

  async addMark({ at, size }: TimeMark): Promise<void> {
    await this.#makeFolder();
    const record = Buffer.alloc(MARK_BYTES);
    record.writeDoubleLE(at, 0);
    record.writeDoubleLE(size, 8);
    await appendFile(`${this.#base}.marks`, record, { mode: 0o600 });
    if ((await stat(`${this.#base}.marks`)).size > MARKS_MAX * MARK_BYTES) await this.thinMarks(0);
  }

  /** All marks in order. */
  async marks(): Promise<TimeMarks> {
    const bytes = await readFile(`${this.#base}.marks`).catch(() => Buffer.alloc(0));
    return new TimeMarks(bytes.subarray(0, bytes.length - (bytes.length % MARK_BYTES)));
  }

  /** Drops marks of what is gone, and half of the others when they are too many. */
  async thinMarks(from: number): Promise<void> {
    const marks = await this.marks();
    if (marks.count === 0) return;
    const thinned = marks.from(from, MARKS_MAX);
    if (thinned.length === marks.count * MARK_BYTES) return;
    await writeFile(`${this.#base}.marks.new`, thinned, { mode: 0o600 });
    await rename(`${this.#base}.marks.new`, `${this.#base}.marks`);
  }

  async #makeFolder(): Promise<void> {
    await mkdir(dirname(this.#base), { recursive: true, mode: 0o700 });
  }
}

/** Marks as they lie in their file: searched by halves, never unpacked. */
export class TimeMarks {
  constructor(private readonly bytes: Buffer) {}

  get count(): number {
    return this.bytes.length / MARK_BYTES;
  }

  /** By when the byte at `offset` was written; null = after the last mark. */
  timeOf(offset: number): number | null {
    const index = this.#first((mark) => mark.size > offset);
    return index < this.count ? this.#at(index).at : null;
  }

  /** The offset before which all was written before `at`. */
  offsetAt(at: number): number {
    const index = this.#first((mark) => mark.at >= at);
    return index === 0 ? 0 : this.#at(index - 1).size;
  }

  /** Those after `offset`, as bytes: every second one while there are more than `max`. */
  from(offset: number, max: number): Buffer {
    const first = this.#first((mark) => mark.size > offset);
    const kept = this.bytes.subarray(first * MARK_BYTES);
    if (kept.length / MARK_BYTES <= max) return kept;
    const marks = Array.from({ length: kept.length / MARK_BYTES }, (_, n) => n).filter((n) => n % 2 === 1);
    return Buffer.concat(marks.map((n) => kept.subarray(n * MARK_BYTES, (n + 1) * MARK_BYTES)));
  }

  #at(index: number): TimeMark {
    const start = index * MARK_BYTES;
    return { at: this.bytes.readDoubleLE(start), size: this.bytes.readDoubleLE(start + 8) };
  }

  /** Index of the first mark that holds; marks grow in both, so halves are enough. */
  #first(holds: (mark: TimeMark) => boolean): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(this.#at(middle))) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

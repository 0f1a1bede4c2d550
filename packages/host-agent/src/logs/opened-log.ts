import { type EntryText, entryText } from '@baton/model/log/entry-text';
import { isMachinesOwn, type LogEntry, type LogPlace, type LogSource } from '@baton/model/log/line';
import { finishedBytes, linesOf } from './lines';
import { LogFile } from './log-file';
import { LogNotes, TimeMarks } from './log-notes';

const BLOCK_BYTES = 64 * 1024;

/** One source's file, open for reading, with what is noted beside it. */
export class OpenedLog {
  private constructor(
    readonly source: LogSource,
    private readonly file: LogFile,
    private readonly notes: { readonly keptFrom: number; readonly marks: TimeMarks },
  ) {}

  /**
   * @param notedAs the log's name while it was written, if it has another now
   * @returns null = there is no such file
   */
  static async open(source: LogSource, path: string, notedAs = path): Promise<OpenedLog | null> {
    const file = await LogFile.open(path);
    if (!file) return null;
    const notes = new LogNotes(notedAs, file.facts.identity);
    const [keptFrom, marks] = await Promise.all([
      notes.keptFrom(),
      isMachinesOwn(source) ? notes.marks() : new TimeMarks(Buffer.alloc(0)),
    ]);
    return new OpenedLog(source, file, { keptFrom: Math.min(keptFrom, file.facts.size), marks });
  }

  get identity(): string {
    return this.file.facts.identity;
  }

  get size(): number {
    return this.file.facts.size;
  }

  /** The first byte that is still there. */
  get start(): number {
    return this.notes.keptFrom;
  }

  read(from: number, to: number): Promise<Buffer> {
    return this.file.read(from, to);
  }

  close(): Promise<void> {
    return this.file.close();
  }

  /** A line with what is known of it. */
  entry({ offset, text }: { readonly offset: number; readonly text: string }): LogEntry {
    const read = entryText(this.source, text);
    return { source: this.source, file: this.identity, offset, ...read, at: this.#timeOf(offset, read) };
  }

  /** The byte of this file that a place means. */
  async offsetOf(place: Exclude<LogPlace, { kind: 'cursor' }>): Promise<number> {
    if (place.kind === 'end') return this.size;
    if (place.kind === 'start') return this.start;
    if (place.kind === 'time') return this.offsetAt(place.at);
    const isMine = place.source === this.source && place.file === this.identity;
    return isMine ? this.clamp(place.offset) : this.size;
  }

  clamp(offset: number): number {
    return Math.min(Math.max(offset, this.start), this.size);
  }

  /** Where the lines begin that were written at `at` and later. */
  async offsetAt(at: number): Promise<number> {
    if (isMachinesOwn(this.source)) {
      if (this.notes.marks.count === 0) return at > this.file.facts.changedAt ? this.size : this.start;
      return this.#lineStart(this.clamp(this.notes.marks.offsetAt(at)));
    }
    return this.#searchByTime(at);
  }

  /** When the entry at `offset` was written. */
  async timeAt(offset: number): Promise<number> {
    const from = this.clamp(offset);
    const [line] = linesOf(await this.read(from, Math.min(this.size, from + BLOCK_BYTES)), from);
    return line ? this.entry(line).at : this.file.facts.changedAt;
  }

  #timeOf(offset: number, { at }: EntryText): number {
    return at ?? this.notes.marks.timeOf(offset) ?? this.file.facts.changedAt;
  }

  /** Halves the file until one block is left: the lines carry their times, and times grow. */
  async #searchByTime(at: number): Promise<number> {
    let low = this.start;
    let high = this.size;
    while (high - low > BLOCK_BYTES) {
      const middle = await this.#lineStart(Math.floor((low + high) / 2));
      if (middle >= high) break;
      if ((await this.timeAt(middle)) >= at) high = middle;
      else low = middle;
    }
    const bytes = await this.read(low, Math.min(this.size, low + 2 * BLOCK_BYTES));
    const found = linesOf(bytes.subarray(0, finishedBytes(bytes)), low).find((line) => this.entry(line).at >= at);
    return found?.offset ?? Math.min(low + bytes.length, this.size);
  }

  /** The start of the line that begins at `offset` or after it. */
  async #lineStart(offset: number): Promise<number> {
    if (offset <= this.start) return this.start;
    const bytes = await this.read(offset - 1, Math.min(this.size, offset - 1 + BLOCK_BYTES));
    const newline = bytes.indexOf('\n');
    return newline < 0 ? offset : offset + newline;
  }
}

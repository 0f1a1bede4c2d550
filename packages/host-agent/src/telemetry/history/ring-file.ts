import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Point } from '@baton/model/telemetry/downsample';

/** Names the format and its version; a file of another one begins anew. */
const MAGIC = 'BATONTS1';
/** Magic, channels, capacity. */
const HEADER_BYTES = 16;
/** Read backwards in pieces of so many records: most questions are about the last minutes. */
const PIECE = 1024;

export interface RingShape {
  readonly channels: number;
  /** Records; the oldest is overwritten after so many. */
  readonly capacity: number;
}

/**
 * The last points of one source in a file of bounded size. A record is: number (u32), time (f64), channels (f32, NaN = null), check
 * (u32). The number tells the order, whatever the clock does; the check tells a record that a lost host left half written, and it is
 * left out. Not safe for two at once: the store asks in turn.
 */
export class RingFile {
  readonly #recordBytes: number;
  /** Of the next record; undefined = the file was not looked at yet. */
  #next: number | undefined;

  constructor(
    private readonly path: string,
    private readonly shape: RingShape,
  ) {
    this.#recordBytes = 4 + 8 + 4 * shape.channels + 4;
  }

  async append(points: readonly Point[]): Promise<void> {
    const { capacity } = this.shape;
    const kept = points.slice(-capacity);
    if (kept.length === 0) return;
    const file = await this.#openToWrite();
    try {
      let next = await this.#find(file);
      for (let done = 0; done < kept.length; ) {
        const slot = next % capacity;
        const run = kept.slice(done, done + capacity - slot);
        await file.write(this.#encode(run, next), 0, undefined, HEADER_BYTES + slot * this.#recordBytes);
        done += run.length;
        next += run.length;
        this.#next = next;
      }
    } finally {
      await file.close();
    }
  }

  /** Points from `fromMs` on, oldest first. */
  async since(fromMs: number): Promise<Point[]> {
    const file = await open(this.path, 'r').catch(() => null);
    if (!file) return [];
    try {
      if (!(await this.#fits(file))) return [];
      return await this.#readBack(file, fromMs);
    } finally {
      await file.close();
    }
  }

  async #readBack(file: FileHandle, fromMs: number): Promise<Point[]> {
    const { capacity } = this.shape;
    const pieces: Point[][] = [];
    const end = await this.#find(file);
    const oldest = Math.max(0, end - capacity);
    for (let to = end; to > oldest; ) {
      // Never over the end of the file: the ring is read as two runs there.
      const from = Math.max(oldest, to - PIECE, to - (to % capacity || capacity));
      const buffer = Buffer.alloc((to - from) * this.#recordBytes);
      const at = HEADER_BYTES + (from % capacity) * this.#recordBytes;
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
      const points: Point[] = [];
      for (let number = from; number < to; number += 1) {
        const start = (number - from) * this.#recordBytes;
        const point = start + this.#recordBytes <= bytesRead ? this.#decode(buffer, start, number) : null;
        if (point && point.at >= fromMs) points.push(point);
      }
      pieces.push(points);
      if (points.length === 0) break;
      to = from;
    }
    return pieces.reverse().flat();
  }

  async #openToWrite(): Promise<FileHandle> {
    const found = await open(this.path, 'r+').catch(() => null);
    if (found && (await this.#fits(found))) return found;
    await found?.close();
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    const made = await open(this.path, 'w+', 0o600);
    const header = Buffer.alloc(HEADER_BYTES);
    header.write(MAGIC, 'latin1');
    header.writeUInt32LE(this.shape.channels, 8);
    header.writeUInt32LE(this.shape.capacity, 12);
    await made.write(header, 0, HEADER_BYTES, 0);
    this.#next = 0;
    return made;
  }

  async #fits(file: FileHandle): Promise<boolean> {
    const header = Buffer.alloc(HEADER_BYTES);
    await file.read(header, 0, HEADER_BYTES, 0);
    const { channels, capacity } = this.shape;
    return (
      header.toString('latin1', 0, MAGIC.length) === MAGIC &&
      header.readUInt32LE(8) === channels &&
      header.readUInt32LE(12) === capacity
    );
  }

  /** The number of the next record: one more than the highest in the file. Looked for once. */
  async #find(file: FileHandle): Promise<number> {
    if (this.#next !== undefined) return this.#next;
    const { size } = await file.stat();
    const buffer = Buffer.alloc(Math.max(0, size - HEADER_BYTES));
    await file.read(buffer, 0, buffer.length, HEADER_BYTES);
    let next = 0;
    for (let at = 0; at + this.#recordBytes <= buffer.length; at += this.#recordBytes) {
      const number = buffer.readUInt32LE(at);
      if (number >= next && this.#decode(buffer, at, number)) next = number + 1;
    }
    this.#next = next;
    return next;
  }

  #encode(points: readonly Point[], first: number): Buffer {
    const buffer = Buffer.alloc(points.length * this.#recordBytes);
    points.forEach(({ at, values }, index) => {
      const start = index * this.#recordBytes;
      buffer.writeUInt32LE((first + index) >>> 0, start);
      buffer.writeDoubleLE(at, start + 4);
      for (let channel = 0; channel < this.shape.channels; channel += 1) {
        buffer.writeFloatLE(values[channel] ?? Number.NaN, start + 12 + 4 * channel);
      }
      const end = start + this.#recordBytes - 4;
      buffer.writeUInt32LE(checkOf(buffer, start, end), end);
    });
    return buffer;
  }

  #decode(buffer: Buffer, start: number, number: number): Point | null {
    const end = start + this.#recordBytes - 4;
    if (buffer.readUInt32LE(start) !== number || buffer.readUInt32LE(end) !== checkOf(buffer, start, end)) return null;
    const values = Array.from({ length: this.shape.channels }, (_, channel) => {
      const value = buffer.readFloatLE(start + 12 + 4 * channel);
      return Number.isNaN(value) ? null : value;
    });
    return { at: buffer.readDoubleLE(start + 4), values };
  }
}

/** FNV-1a over whole words. */
function checkOf(buffer: Buffer, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 4) hash = Math.imul(hash ^ buffer.readUInt32LE(at), 0x01000193);
  return hash >>> 0;
}

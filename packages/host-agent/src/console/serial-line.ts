import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import type { WebSocket } from 'ws';

/** Where a serial port can be had, and where QEMU writes down what comes out of it. */
export interface SerialPlace {
  readonly socket: string;
  readonly log: string;
}

/** What a viewer sees of the time before it came. */
const REPLAY_BYTES = 64 * 1024;
/** More than that is not kept for one viewer. It comes back, and begins with the last {@link REPLAY_BYTES}. */
const WAITING_MAX_BYTES = 1024 * 1024;

/**
 * The one connection to a serial port, and everybody who watches it. It reads whatever the viewers do: a client that stops reading
 * stops the guest's port, and with it whatever prints to it.
 */
export class SerialLine {
  readonly #viewers = new Set<WebSocket>();
  readonly #closed: (() => void)[] = [];
  readonly #tail: Tail;
  #idle: NodeJS.Immediate | undefined;

  private constructor(
    private readonly port: Socket,
    before: Buffer,
  ) {
    this.#tail = new Tail(before);
    port.on('data', (chunk: Buffer) => this.#said(chunk));
    port.on('error', () => port.destroy());
    port.on('close', () => this.#end());
    // Who asked may have gone meanwhile.
    this.#idle = setImmediate(() => this.#closeIfUnwatched());
  }

  static connect({ socket, log }: SerialPlace): Promise<SerialLine> {
    return new Promise((resolve, reject) => {
      const port = connect(socket);
      port.once('error', reject);
      port.once('connect', () => {
        port.off('error', reject);
        // QEMU's log and its socket have no common count: what it says in this very moment may be seen twice, and is never missed.
        resolve(new SerialLine(port, endOf(log)));
      });
    });
  }

  onClose(told: () => void): void {
    if (this.port.destroyed) told();
    else this.#closed.push(told);
  }

  /** Shows it to one more viewer, who types into it when `mayType`. */
  join(viewer: WebSocket, mayType: boolean): void {
    clearImmediate(this.#idle);
    if (this.port.destroyed) {
      viewer.close(1000);
      return;
    }
    const before = this.#tail.bytes();
    if (before.length > 0) viewer.send(before);
    this.#viewers.add(viewer);
    viewer.on('message', (data) => {
      if (!mayType || viewer.readyState !== viewer.OPEN) return;
      // No faster than the guest reads: what waits stays with the kernel.
      if (!this.port.write(data as Buffer)) this.#holdBack(viewer);
    });
    viewer.on('error', () => viewer.terminate());
    viewer.once('close', () => {
      this.#viewers.delete(viewer);
      this.#closeIfUnwatched();
    });
  }

  #said(chunk: Buffer): void {
    this.#tail.add(chunk);
    for (const viewer of this.#viewers) {
      if (viewer.bufferedAmount > WAITING_MAX_BYTES) {
        this.#viewers.delete(viewer);
        viewer.terminate();
      } else if (viewer.readyState === viewer.OPEN) viewer.send(chunk);
    }
  }

  #holdBack(viewer: WebSocket): void {
    viewer.pause();
    this.port.once('drain', () => viewer.resume());
  }

  #closeIfUnwatched(): void {
    if (this.#viewers.size === 0) this.port.destroy();
  }

  #end(): void {
    clearImmediate(this.#idle);
    for (const told of this.#closed.splice(0)) told();
    for (const viewer of this.#viewers) {
      // A paused socket would not read the goodbye of the other side.
      viewer.resume();
      viewer.close(1000);
    }
  }
}

/** The last {@link REPLAY_BYTES} of what was said. Chunks are kept as they came: a guest that prints speaks in single bytes. */
class Tail {
  #chunks: Buffer[];
  #length: number;

  constructor(before: Buffer) {
    this.#chunks = [before];
    this.#length = before.length;
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (this.#length > 2 * REPLAY_BYTES || this.#chunks.length > 1024) this.bytes();
  }

  bytes(): Buffer {
    const whole = Buffer.concat(this.#chunks);
    const last = whole.subarray(Math.max(0, whole.length - REPLAY_BYTES));
    this.#chunks = [last.length < whole.length ? Buffer.from(last) : whole];
    this.#length = last.length;
    return last;
  }
}

/** One short read at once: nothing of the port's can be read in between. What was cleared away (docs/adr/023) is zeros. */
function endOf(log: string): Buffer {
  try {
    const file = openSync(log, 'r');
    try {
      const { size } = fstatSync(file);
      const buffer = Buffer.alloc(Math.min(size, REPLAY_BYTES));
      const count = readSync(file, buffer, 0, buffer.length, size - buffer.length);
      const begin = buffer.lastIndexOf(0) + 1;
      return buffer.subarray(begin, count);
    } finally {
      closeSync(file);
    }
  } catch {
    // A log that cannot be read shows nothing of the past; the port itself still speaks.
    return Buffer.alloc(0);
  }
}

import type { Socket } from 'node:net';
import type WebSocket from 'ws';

// RFC 6143 and its registry: what of it a viewer needs that asks for whole pictures and for the screen's size.
const RAW = 0;
const EXTENDED_DESKTOP_SIZE = -308;
const SET_ENCODINGS = 2;
const ASK_PICTURE = 3;
const SET_DESKTOP_SIZE = 251;

/** One picture: the bytes of its dots, and when its first and its last byte came, in milliseconds of `performance.now()`. */
export interface Picture {
  readonly bytes: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

interface Update {
  readonly firstAt: number;
  readonly bytes: number;
  /** It answers the wish for another size. */
  readonly answersSize: boolean;
}

/** A viewer of one screen, over whatever carries bytes. */
export class ConsoleViewer {
  #width = 0;
  #height = 0;
  #got = 0;
  #chunks: Buffer[] = [];
  #wanted: { bytes: number; resolve: (bytes: Buffer) => void; reject: (error: Error) => void } | undefined;

  private constructor(private readonly send: (bytes: Buffer) => void) {}

  static async overSocket(socket: Socket): Promise<ConsoleViewer> {
    const viewer = new ConsoleViewer((bytes) => void socket.write(bytes));
    socket.on('data', (chunk) => viewer.#take(chunk));
    socket.on('close', () => viewer.#wanted?.reject(new Error('QEMU closed the screen')));
    await viewer.#shakeHands();
    return viewer;
  }

  static async overWebSocket(socket: WebSocket): Promise<ConsoleViewer> {
    const viewer = new ConsoleViewer((bytes) => socket.send(bytes));
    socket.on('message', (data: Buffer) => viewer.#take(data));
    socket.on('close', () => viewer.#wanted?.reject(new Error('the gateway closed the screen')));
    socket.resume();
    await viewer.#shakeHands();
    return viewer;
  }

  get size(): string {
    return `${this.#width} × ${this.#height}`;
  }

  /** Asks for the whole picture, whether it changed or not. QEMU answers at its next look at the screen. */
  async picture(): Promise<Picture> {
    const request = Buffer.alloc(10);
    request[0] = ASK_PICTURE;
    request.writeUInt16BE(this.#width, 6);
    request.writeUInt16BE(this.#height, 8);
    this.send(request);
    const whole = this.#width * this.#height * 4;
    for (;;) {
      const { bytes, firstAt } = await this.#update();
      if (bytes >= whole) return { bytes, firstAt, lastAt: performance.now() };
    }
  }

  /** Asks for the size that the screen has already. QEMU answers at once, whatever the guest draws. */
  async sizeAnswered(): Promise<void> {
    const wish = Buffer.alloc(8);
    wish[0] = SET_DESKTOP_SIZE;
    wish.writeUInt16BE(this.#width, 2);
    wish.writeUInt16BE(this.#height, 4);
    this.send(wish);
    while (!(await this.#update()).answersSize);
  }

  async #update(): Promise<Update> {
    const head = await this.#read(4);
    const firstAt = performance.now();
    if (head[0] !== 0) throw new Error(`the screen said ${head[0]} and not a picture`);
    let bytes = 0;
    let answersSize = false;
    for (let left = head.readUInt16BE(2); left > 0; left -= 1) {
      const part = await this.#read(12);
      const [x, width, height] = [part.readUInt16BE(0), part.readUInt16BE(4), part.readUInt16BE(6)];
      const encoding = part.readInt32BE(8);
      if (encoding === RAW) {
        await this.#read(width * height * 4);
        bytes += width * height * 4;
      } else if (encoding === EXTENDED_DESKTOP_SIZE) {
        const screens = (await this.#read(4))[0] ?? 0;
        await this.#read(screens * 16);
        [this.#width, this.#height] = [width, height];
        // x: who caused it; 1 is this very viewer.
        answersSize ||= x === 1;
      } else throw new Error(`the screen sent encoding ${encoding}, which nobody asked for`);
    }
    return { firstAt, bytes, answersSize };
  }

  async #shakeHands(): Promise<void> {
    await this.#read(12);
    this.send(Buffer.from('RFB 003.008\n'));
    await this.#read((await this.#read(1))[0] ?? 0);
    this.send(Buffer.from([1])); // no password: who may see it was judged at the door
    await this.#read(4);
    this.send(Buffer.from([1])); // shared with other viewers
    const init = await this.#read(24);
    [this.#width, this.#height] = [init.readUInt16BE(0), init.readUInt16BE(2)];
    await this.#read(init.readUInt32BE(20));
    const encodings = Buffer.alloc(12);
    encodings[0] = SET_ENCODINGS;
    encodings.writeUInt16BE(2, 2);
    encodings.writeInt32BE(RAW, 4);
    encodings.writeInt32BE(EXTENDED_DESKTOP_SIZE, 8);
    this.send(encodings);
  }

  #read(bytes: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#wanted = { bytes, resolve, reject };
      this.#give();
    });
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#got += chunk.length;
    this.#give();
  }

  #give(): void {
    const wanted = this.#wanted;
    if (!wanted || this.#got < wanted.bytes) return;
    const all = this.#chunks.length === 1 ? (this.#chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#chunks);
    this.#wanted = undefined;
    this.#got = all.length - wanted.bytes;
    this.#chunks = this.#got > 0 ? [all.subarray(wanted.bytes)] : [];
    wanted.resolve(all.subarray(0, wanted.bytes));
  }
}

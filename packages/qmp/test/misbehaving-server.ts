import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonLineDecoder } from '../src/framing';
import type { QmpRequest } from '../src/wire';

export const GREETING = {
  QMP: { version: { qemu: { major: 7, minor: 2, micro: 22 }, package: 'fixture' }, capabilities: ['oob'] },
};

/** The server's end of one connection. A script decides what it says; nothing is said by itself. */
export class Peer {
  readonly #requests: QmpRequest[] = [];
  readonly #readers: ((request: QmpRequest) => void)[] = [];

  constructor(readonly socket: Socket) {
    const decoder = new JsonLineDecoder((message) => {
      const reader = this.#readers.shift();
      if (reader) reader(message as QmpRequest);
      else this.#requests.push(message as QmpRequest);
    });
    socket.on('data', (chunk) => decoder.push(chunk));
    socket.on('error', () => {}); // the client may leave at any time
  }

  /** The next command that the client sends. */
  request(): Promise<QmpRequest> {
    const request = this.#requests.shift();
    if (request) return Promise.resolve(request);
    return new Promise((resolve) => this.#readers.push(resolve));
  }

  /** Sends messages in one write, each as a line. */
  say(...messages: unknown[]): void {
    void this.raw(messages.map((message) => `${JSON.stringify(message)}\r\n`).join(''));
  }

  /** Sends these bytes; resolves when they have left. */
  raw(bytes: string | Buffer): Promise<void> {
    return new Promise((resolve) => this.socket.write(bytes, () => resolve()));
  }

  /** Greets and accepts the negotiation, as QEMU does. */
  async behave(): Promise<void> {
    this.say(GREETING);
    const { id } = await this.request();
    this.say({ return: {}, id });
  }
}

export interface MisbehavingServer {
  readonly path: string;
  stop(): Promise<void>;
}

/** A monitor that follows `script` on every connection. */
export async function startMisbehavingServer(script: (peer: Peer) => unknown): Promise<MisbehavingServer> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-qmp-'));
  const path = join(folder, 'qmp.sock');
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    void script(new Peer(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  return {
    path,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}

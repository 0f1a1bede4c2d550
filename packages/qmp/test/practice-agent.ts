import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface AgentRequest {
  readonly execute: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
}

/** Behaves as qemu-ga does: reads one JSON a line, answers in order, marks the answer to a delimited sync. */
export class PracticeAgent {
  readonly requests: AgentRequest[] = [];
  /** What it answers to a command: a result, an error, or nothing. Commands that are not here are not found. */
  readonly answers = new Map<string, (args: AgentRequest['arguments']) => unknown>();
  /** Set: no command is answered, as when no agent runs. */
  silent = false;
  #socket: Socket | null = null;
  #text = '';

  attach(socket: Socket): void {
    this.#socket = socket;
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      // The mark makes the real agent drop what it has read so far.
      const mark = chunk.lastIndexOf(0xff);
      if (mark !== -1) this.#text = '';
      this.#text += chunk.subarray(mark + 1).toString('utf8');
      for (let end = this.#text.indexOf('\n'); end !== -1; end = this.#text.indexOf('\n')) {
        const line = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 1);
        if (line.trim()) this.#handle(JSON.parse(line) as AgentRequest);
      }
    });
  }

  say(bytes: string | Buffer): void {
    this.#socket?.write(bytes);
  }

  hangUp(): void {
    this.#socket?.destroy();
  }

  #handle(request: AgentRequest): void {
    this.requests.push(request);
    if (this.silent) return;
    if (request.execute === 'guest-sync-delimited') {
      this.say(Buffer.concat([Buffer.from([0xff]), Buffer.from(`{"return": ${request.arguments?.id}}\n`)]));
      return;
    }
    const answer = this.answers.get(request.execute);
    const result = answer?.(request.arguments);
    if (!answer) this.say(`${JSON.stringify({ error: { class: 'CommandNotFound', desc: 'no such command' } })}\n`);
    else if (result !== undefined) this.say(`${JSON.stringify(result)}\n`);
  }
}

export async function startPracticeAgent(): Promise<{ agent: PracticeAgent; path: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-qga-'));
  const path = join(folder, 'qga.sock');
  const agent = new PracticeAgent();
  const server = createServer((socket) => agent.attach(socket));
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const stop = async () => {
    agent.hangUp();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  };
  return { agent, path, stop };
}

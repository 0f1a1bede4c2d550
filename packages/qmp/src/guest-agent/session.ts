import type { Socket } from 'node:net';
import type { GuestAgentCommandName, GuestAgentCommands } from './commands';
import { GuestAgentDecoder, SYNC_MARK } from './decoder';
import { type GuestAgentError, GuestAgentInterrupted, GuestAgentRefusal, GuestAgentSilent } from './errors';

/** A guest under TCG may take seconds to schedule its agent. */
const ANSWER_MS = 5_000;
/** A freeze waits for what is being written; a thaw for what was held up. */
const SLOW_ANSWER_MS: Partial<Record<string, number>> = {
  'guest-fsfreeze-freeze': 60_000,
  'guest-fsfreeze-thaw': 60_000,
};

interface Waiting {
  readonly command: string;
  answer(message: unknown): void;
  interrupt(): void;
}

export interface GuestAgentOptions {
  readonly timeoutMs?: number;
}

/**
 * One conversation with the agent inside a guest, over QEMU's UNIX socket. The agent answers in order and without ids, so one command
 * is under way at a time, and after each silence the two are brought in step anew (`guest-sync-delimited`).
 */
export class GuestAgentSession {
  /** Resolves when the connection is over; never rejects. */
  readonly closed: Promise<void>;
  readonly #decoder = new GuestAgentDecoder((message) => this.#receive(message));
  #waiting: Waiting | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #inStep = false;
  #over = false;
  #syncId = Math.floor(Math.random() * 2 ** 30);

  /** @param socket connected; the session owns it from here on */
  constructor(private readonly socket: Socket) {
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#over = true;
        this.#waiting?.interrupt();
        resolve();
      });
    });
    socket.on('error', () => undefined); // 'close' follows
    socket.on('data', (chunk: Buffer) => this.#decoder.push(chunk));
  }

  /** @throws GuestAgentSilent | GuestAgentRefusal | GuestAgentInterrupted */
  execute<Name extends GuestAgentCommandName>(
    command: Name,
    args?: GuestAgentCommands[Name]['args'],
    { timeoutMs = SLOW_ANSWER_MS[command] ?? ANSWER_MS }: GuestAgentOptions = {},
  ): Promise<GuestAgentCommands[Name]['answer']> {
    return this.#inTurn(async () => {
      await this.#sync(timeoutMs);
      return this.#ask(command, args, timeoutMs) as Promise<GuestAgentCommands[Name]['answer']>;
    });
  }

  /**
   * Asks the guest to go down. Success has no answer: the guest is told, and its end shows as QEMU's own events.
   * @throws GuestAgentSilent when no agent is there | GuestAgentRefusal | GuestAgentInterrupted
   */
  shutDown(mode: 'powerdown' | 'halt' | 'reboot', { timeoutMs = ANSWER_MS }: GuestAgentOptions = {}): Promise<void> {
    return this.#inTurn(async () => {
      await this.#sync(timeoutMs);
      this.#inStep = false; // there may be an error, and there may be none
      this.#send({ execute: 'guest-shutdown', arguments: { mode } });
      await this.#refusalOf('guest-shutdown', REFUSAL_MS);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  /** Whatever the one before came to, the next one has its turn. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work, work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #sync(timeoutMs: number): Promise<void> {
    if (this.#inStep) return;
    const id = ++this.#syncId;
    this.#decoder.resync();
    this.socket.write(Buffer.from([SYNC_MARK]));
    // An answer to an older sync carries another id: it is waited past.
    while ((await this.#ask('guest-sync-delimited', { id }, timeoutMs)) !== id) this.#decoder.resync();
    this.#inStep = true;
  }

  async #ask(command: string, args: unknown, timeoutMs: number): Promise<unknown> {
    this.#send({ execute: command, ...(args !== undefined && { arguments: args }) });
    const message = await this.#next(command, timeoutMs);
    return resultOf(command, message);
  }

  /** Waits shortly whether it says no; silence is consent. */
  async #refusalOf(command: string, withinMs: number): Promise<void> {
    try {
      resultOf(command, await this.#next(command, withinMs));
    } catch (error) {
      if (!(error instanceof GuestAgentSilent) && !(error instanceof GuestAgentInterrupted)) throw error;
    }
  }

  #next(command: string, timeoutMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const fail = (error: GuestAgentError) => {
        clearTimeout(timer);
        this.#waiting = null;
        this.#inStep = false;
        reject(error);
      };
      const timer = setTimeout(() => fail(new GuestAgentSilent(command, timeoutMs)), timeoutMs);
      this.#waiting = {
        command,
        answer: (message) => {
          clearTimeout(timer);
          this.#waiting = null;
          resolve(message);
        },
        interrupt: () => fail(new GuestAgentInterrupted(command)),
      };
      if (this.#over) this.#waiting.interrupt();
    });
  }

  #send(request: object): void {
    if (!this.#over) this.socket.write(`${JSON.stringify(request)}\n`);
  }

  /** An answer that nobody waits for came too late. */
  #receive(message: unknown): void {
    this.#waiting?.answer(message);
  }
}

/** How long a refusal of a shutdown is waited for. */
const REFUSAL_MS = 500;

function resultOf(command: string, message: unknown): unknown {
  const { return: answer, error } = (message ?? {}) as {
    return?: unknown;
    error?: { class?: unknown; desc?: unknown };
  };
  if (error) throw new GuestAgentRefusal(command, String(error.class ?? 'GenericError'), String(error.desc ?? ''));
  return answer;
}

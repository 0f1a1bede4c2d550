import type { Socket } from 'node:net';
import type { QmpAnswer, QmpCommandName } from './commands';
import type { QmpCloseReason } from './errors';
import { QmpCommandError, QmpInterrupted, QmpProtocolError, QmpTimeout, QmpUnreachable } from './errors';
import { FramingError, JsonLineDecoder } from './framing';
import type { ExecuteOptions, ExecuteParameters, QmpEventListener, QmpSession, QmpSessionState } from './session';
import type { Waiter } from './waiters';
import { Waiters } from './waiters';
import type { QmpEvent, QmpMessage, QmpReply, QmpRequest } from './wire';
import { classify } from './wire';

/** Commands given up without an answer before the monitor counts as dead. */
const MAX_UNANSWERED_COMMANDS = 256;
const EXCERPT_CHARACTERS = 2048;

export interface SocketSessionOptions {
  /** The socket's path, for error reports. */
  readonly path: string;
  readonly commandTimeoutMs: number;
  readonly maxLineBytes?: number;
  /** Told about every state after `connecting`. */
  readonly onState: (state: QmpSessionState) => void;
}

/** The session over a UNIX socket: routes replies by id, passes events on, and negotiates by itself. */
export class SocketSession implements QmpSession {
  readonly closed: Promise<QmpCloseReason>;

  readonly #socket: Socket;
  readonly #options: SocketSessionOptions;
  readonly #waiters = new Waiters((unanswered) => this.#countUnanswered(unanswered));
  readonly #decoder: JsonLineDecoder;
  readonly #listeners = new Set<QmpEventListener>();
  #state: QmpSessionState = { kind: 'connecting' };
  #resolveClosed!: (reason: QmpCloseReason) => void;
  #lastId = 0;

  /** @param socket a socket that is connecting; the session owns it from here on */
  constructor(socket: Socket, options: SocketSessionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#decoder = new JsonLineDecoder((message) => this.#receive(message), options);
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
    socket.on('connect', () => this.#enter({ kind: 'greeting' }));
    socket.on('data', (chunk) => this.#decode(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('end', () => this.end({ kind: 'ended-by-peer', unfinishedLine: this.#decoder.unfinished }));
  }

  get state(): QmpSessionState {
    return this.#state;
  }

  execute<Name extends QmpCommandName>(command: Name, ...rest: ExecuteParameters<Name>): Promise<QmpAnswer<Name>> {
    return this.executeRaw(command, rest[0], rest[1]) as Promise<QmpAnswer<Name>>;
  }

  executeRaw(command: string, args?: object, options?: ExecuteOptions): Promise<unknown> {
    const request: QmpRequest = { execute: command, arguments: args, id: ++this.#lastId };
    return new Promise((resolve, reject) => {
      const line = `${JSON.stringify(request)}\n`;
      if (this.#state.kind === 'closed') return reject(new QmpInterrupted(this.#state.reason, request));
      if (options?.signal?.aborted) return reject(new QmpInterrupted({ kind: 'aborted' }, request));
      const waiter = { request, timeoutMs: options?.timeoutMs ?? this.#options.commandTimeoutMs, resolve, reject };
      this.#waiters.add(options?.signal ? this.#abortable(waiter, options.signal) : waiter);
      this.#socket.write(line);
    });
  }

  onEvent(listener: QmpEventListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.end({ kind: 'closed-by-us' });
  }

  /** As `close`, with another reason. The first reason counts. */
  end(reason: QmpCloseReason): void {
    if (this.#state.kind === 'closed') return;
    this.#enter({ kind: 'closed', reason });
    this.#socket.destroy();
    this.#waiters.drain((request) => new QmpInterrupted(reason, request));
    this.#listeners.clear();
    this.#resolveClosed(reason);
  }

  #enter(state: QmpSessionState): void {
    this.#state = state;
    this.#options.onState(state);
  }

  #abortable(waiter: Waiter, signal: AbortSignal): Waiter {
    const { request } = waiter;
    const onAbort = () => this.#waiters.abandon(request.id, new QmpInterrupted({ kind: 'aborted' }, request));
    const settled = () => signal.removeEventListener('abort', onAbort);
    signal.addEventListener('abort', onAbort, { once: true });
    return {
      ...waiter,
      resolve(value) {
        settled();
        waiter.resolve(value);
      },
      reject(error) {
        settled();
        waiter.reject(error);
      },
    };
  }

  #fail(error: NodeJS.ErrnoException): void {
    const code = error.code ?? error.name;
    if (this.#state.kind === 'connecting') {
      this.end({ kind: 'unreachable', error: new QmpUnreachable(this.#options.path, code, { cause: error }) });
    } else {
      this.end({ kind: 'socket-error', code, message: error.message });
    }
  }

  #decode(chunk: Buffer): void {
    try {
      this.#decoder.push(chunk);
    } catch (error) {
      if (!(error instanceof FramingError)) throw error;
      this.#violate(error.message, error.received, error);
    }
  }

  #receive(message: unknown): void {
    if (this.#state.kind === 'closed') return;
    const known = classify(message);
    if (!known) this.#violate('a message is no reply, event or greeting', message);
    else if (this.#state.kind === 'greeting') this.#greet(known, message);
    else if (known.kind === 'event') this.#emit(known.event);
    else if (known.kind === 'greeting') this.#violate('a second greeting', message);
    else this.#answer(known, message);
  }

  #answer(reply: QmpReply, message: unknown): void {
    const waiter = this.#waiters.take(reply.id);
    if (waiter === 'late') return;
    if (!waiter) this.#violate('a reply to nothing that was asked', message);
    else if (reply.kind === 'return') waiter.resolve(reply.value);
    else waiter.reject(new QmpCommandError(waiter.request, reply.failure));
  }

  #greet(known: QmpMessage, message: unknown): void {
    if (known.kind !== 'greeting') {
      this.#violate('the first message is not the greeting', message);
      return;
    }
    const { greeting } = known;
    this.#enter({ kind: 'negotiating', greeting });
    this.executeRaw('qmp_capabilities').then(
      () => this.#state.kind === 'negotiating' && this.#enter({ kind: 'ready', greeting }),
      (error) => this.#failNegotiation(error),
    );
  }

  #failNegotiation(error: unknown): void {
    if (error instanceof QmpCommandError) this.end({ kind: 'refused', error });
    else if (error instanceof QmpTimeout) this.end({ kind: 'timed-out', error });
    // Interrupted: the session is closed already and says why.
  }

  /** A listener that throws is a defect of its owner: it surfaces as an uncaught exception, and others still hear the event. */
  #emit(event: QmpEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        process.nextTick(() => {
          throw error;
        });
      }
    }
  }

  #countUnanswered(unansweredCommands: number): void {
    if (unansweredCommands >= MAX_UNANSWERED_COMMANDS) this.end({ kind: 'unresponsive', unansweredCommands });
  }

  #violate(what: string, received: unknown, cause?: unknown): void {
    const text = typeof received === 'string' ? received : JSON.stringify(received);
    const exchange = { received: text.slice(0, EXCERPT_CHARACTERS), sent: this.#waiters.unanswered, cause };
    this.end({ kind: 'protocol-error', error: new QmpProtocolError(what, exchange) });
  }
}

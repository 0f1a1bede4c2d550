import { createConnection } from 'node:net';
import type { QmpCloseReason, QmpWait } from './errors';
import { QmpInterrupted, QmpTimeout } from './errors';
import type { QmpEventListener, QmpSession, QmpSessionState } from './session';
import { SocketSession } from './socket-session';

export interface ConnectOptions {
  /** Default 2,000 ms. */
  readonly connectTimeoutMs?: number;
  /** A monitor serves one client at a time and greets the next one when that leaves. Default 5,000 ms. */
  readonly greetingTimeoutMs?: number;
  /** For each command, the negotiation included, unless the command says otherwise. Default 10,000 ms; `Infinity` allowed. */
  readonly commandTimeoutMs?: number;
  /** Default 16 MiB. */
  readonly maxLineBytes?: number;
  /** Gives up connecting. Once the session is ready it has no effect. */
  readonly signal?: AbortSignal;
  /** The first listener: hears also the events that arrive together with the end of the negotiation. */
  readonly onEvent?: QmpEventListener;
  /** Told about every state after `connecting`. */
  readonly onState?: (state: QmpSessionState) => void;
}

/**
 * Connects to QEMU's monitor at a UNIX socket and negotiates.
 *
 * A ready session does not yet prove a good start: QEMU greets before it realizes devices, so ask `query-status`
 * and see that the process is alive.
 * @throws QmpUnreachable | QmpTimeout | QmpProtocolError | QmpCommandError (negotiation refused) | QmpInterrupted
 */
export function connectQmp(path: string, options: ConnectOptions = {}): Promise<QmpSession> {
  const { connectTimeoutMs = 2_000, greetingTimeoutMs = 5_000, commandTimeoutMs = 10_000, signal } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new QmpInterrupted({ kind: 'aborted' }));

    const session = new SocketSession(createConnection(path), {
      path,
      commandTimeoutMs,
      maxLineBytes: options.maxLineBytes,
      onState(state) {
        clearTimeout(timer);
        if (state.kind === 'greeting') timer = startTimer('greeting', greetingTimeoutMs);
        else if (state.kind !== 'negotiating') signal?.removeEventListener('abort', onAbort);
        options.onState?.(state);
        if (state.kind === 'ready') resolve(session);
        else if (state.kind === 'closed') reject(errorOf(state.reason));
      },
    });

    const startTimer = (waitedFor: QmpWait, timeoutMs: number) =>
      setTimeout(() => session.end({ kind: 'timed-out', error: new QmpTimeout(waitedFor, timeoutMs) }), timeoutMs);
    let timer = startTimer('connect', connectTimeoutMs);

    const onAbort = () => session.end({ kind: 'aborted' });
    signal?.addEventListener('abort', onAbort, { once: true });
    if (options.onEvent) session.onEvent(options.onEvent);
  });
}

function errorOf(reason: QmpCloseReason): Error {
  return 'error' in reason ? reason.error : new QmpInterrupted(reason);
}

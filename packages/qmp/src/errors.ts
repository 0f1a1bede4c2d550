import type { QmpErrorClass, QmpFailure, QmpRequest } from './wire';

/** Why a session is over. `closed` of a session resolves to this. */
export type QmpCloseReason =
  | { readonly kind: 'closed-by-us' }
  /** The signal given to `connectQmp` fired before the session was ready. */
  | { readonly kind: 'aborted' }
  /** QEMU closed the connection: it exits, or another process closed the monitor. `unfinishedLine` is what was cut off, or ''. */
  | { readonly kind: 'ended-by-peer'; readonly unfinishedLine: string }
  /** The socket failed. ECONNRESET and EPIPE are what a QEMU that exits with unread commands looks like. */
  | { readonly kind: 'socket-error'; readonly code: string; readonly message: string }
  | { readonly kind: 'unreachable'; readonly error: QmpUnreachable }
  | { readonly kind: 'timed-out'; readonly error: QmpTimeout }
  | { readonly kind: 'protocol-error'; readonly error: QmpProtocolError }
  /** QEMU refused `qmp_capabilities`. */
  | { readonly kind: 'refused'; readonly error: QmpCommandError }
  /** So many commands timed out without any answer that the monitor is given up. */
  | { readonly kind: 'unresponsive'; readonly unansweredCommands: number };

/** What was being waited for when a time limit passed. */
export type QmpWait = 'connect' | 'greeting' | 'command' | 'event';

/** Root of everything this package throws. Messages name commands, never their arguments, which may be secret. */
export abstract class QmpError extends Error {}

/** QEMU understood the command and said no. Match `class`, show `desc`. The session stays usable. */
export class QmpCommandError extends QmpError {
  override name = 'QmpCommandError';
  readonly class: QmpErrorClass;
  readonly desc: string;
  readonly command: string;

  constructor(
    readonly sent: QmpRequest,
    readonly received: QmpFailure,
  ) {
    super(`${sent.execute}: ${received.desc} (${received.class})`);
    this.class = received.class;
    this.desc = received.desc;
    this.command = sent.execute;
  }
}

/** No answer within `timeoutMs`. For a command: it may still be carried out, and a late reply is dropped. */
export class QmpTimeout extends QmpError {
  override name = 'QmpTimeout';

  constructor(
    readonly waitedFor: QmpWait,
    readonly timeoutMs: number,
    readonly sent?: QmpRequest,
  ) {
    super(`no ${sent ? `reply to ${sent.execute}` : waitedFor} within ${timeoutMs} ms`);
  }
}

/**
 * The wait ended because the session (or the caller's patience) ended, not because the command failed:
 * whether QEMU carried it out is unknown.
 */
export class QmpInterrupted extends QmpError {
  override name = 'QmpInterrupted';

  constructor(
    readonly reason: QmpCloseReason,
    readonly sent?: QmpRequest,
  ) {
    super(`${sent ? `${sent.execute} was interrupted` : 'interrupted'}: ${reason.kind}`, {
      cause: 'error' in reason ? reason.error : undefined,
    });
  }
}

/** The peer does not speak QMP as it should. It closes the session. `received` is an excerpt, `sent` what was unanswered. */
export class QmpProtocolError extends QmpError {
  override name = 'QmpProtocolError';

  constructor(
    readonly what: string,
    readonly exchange: { readonly received: string; readonly sent: readonly QmpRequest[]; readonly cause?: unknown },
  ) {
    super(what, { cause: exchange.cause });
  }

  get received(): string {
    return this.exchange.received;
  }

  get sent(): readonly QmpRequest[] {
    return this.exchange.sent;
  }
}

/** Nothing listens at the socket. `code` is the system's: ENOENT, ECONNREFUSED, EACCES ... Worth trying again while QEMU starts. */
export class QmpUnreachable extends QmpError {
  override name = 'QmpUnreachable';

  constructor(
    readonly path: string,
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(`cannot connect to the QMP socket: ${code}`, options);
  }
}

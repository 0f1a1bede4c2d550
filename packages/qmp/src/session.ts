import type { QmpAnswer, QmpArguments, QmpCommandName } from './commands';
import type { QmpCloseReason } from './errors';
import type { QmpEvent, QmpGreeting } from './wire';

/** Where a connection stands. It only ever moves down this list. */
export type QmpSessionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'greeting' }
  | { readonly kind: 'negotiating'; readonly greeting: QmpGreeting }
  | { readonly kind: 'ready'; readonly greeting: QmpGreeting }
  | { readonly kind: 'closed'; readonly reason: QmpCloseReason };

export interface ExecuteOptions {
  /** Instead of the session's `commandTimeoutMs`; `Infinity` waits as long as the session lives. */
  readonly timeoutMs?: number;
  /** Ends the wait with `QmpInterrupted`; QEMU may carry the command out all the same. */
  readonly signal?: AbortSignal;
}

/** Arguments are optional where the command can go without. */
export type ExecuteParameters<Name extends QmpCommandName> =
  undefined extends QmpArguments<Name>
    ? [args?: QmpArguments<Name>, options?: ExecuteOptions]
    : [args: QmpArguments<Name>, options?: ExecuteOptions];

/** Called in the order of arrival, and before the callers of commands answered in the same chunk go on. */
export type QmpEventListener = (event: QmpEvent) => void;

/** One connection to one QMP monitor, handed out by `connectQmp` once it is ready. */
export interface QmpSession {
  readonly state: QmpSessionState;

  /** Resolves once, when the session is over, and never rejects. */
  readonly closed: Promise<QmpCloseReason>;

  /**
   * Runs one of the commands in `QmpCommands` and answers what QEMU returned.
   * @throws QmpCommandError | QmpTimeout | QmpInterrupted
   */
  execute<Name extends QmpCommandName>(command: Name, ...rest: ExecuteParameters<Name>): Promise<QmpAnswer<Name>>;

  /** As `execute`, for a command that `QmpCommands` does not list. */
  executeRaw(command: string, args?: object, options?: ExecuteOptions): Promise<unknown>;

  /**
   * Calls `listener` for every event until the function returned is called or the session is over.
   * Events of a time without a session are gone: ask `query-status` after connecting.
   */
  onEvent(listener: QmpEventListener): () => void;

  /** Leaves the monitor; QEMU goes on. Every waiter gets `QmpInterrupted`. Safe to repeat. */
  close(): void;
}

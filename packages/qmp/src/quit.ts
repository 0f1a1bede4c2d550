import { QmpInterrupted } from './errors';
import type { ExecuteOptions, QmpSession } from './session';

/** How QEMU took `quit`. Either way only the end of the process proves that it is gone. */
export type QuitOutcome = 'answered' | 'connection-ended';

/**
 * Tells QEMU to exit at once, without asking the guest. QEMU may close the socket before its reply is read:
 * a connection that the peer ended counts as done.
 * @throws QmpCommandError | QmpTimeout, and QmpInterrupted where it was our side that ended the session
 */
export async function quitQemu(session: QmpSession, options?: ExecuteOptions): Promise<QuitOutcome> {
  try {
    await session.execute('quit', undefined, options);
    return 'answered';
  } catch (error) {
    if (error instanceof QmpInterrupted && isPeersEnd(error.reason.kind)) return 'connection-ended';
    throw error;
  }
}

function isPeersEnd(kind: QmpInterrupted['reason']['kind']): boolean {
  return kind === 'ended-by-peer' || kind === 'socket-error';
}

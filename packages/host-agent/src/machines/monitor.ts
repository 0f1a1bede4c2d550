import { connectQmp, QmpError, type QmpEventListener, type QmpSession } from '@baton/qmp';
import type { Clock } from '../ports/clock';
import type { RunningQemu } from '../ports/qemu-launcher';

/** How long QEMU may take until it answers, slow disks and firmware included. */
export const READY_WITHIN_MS = 30_000;
/** QEMU makes its socket some 30 ms after its start; a failed connect costs microseconds. */
const LOOK_EVERY_MS = 2;

export interface MonitorRequest {
  readonly socket: string;
  readonly qemu: RunningQemu;
  readonly clock: Clock;
  readonly deadlineMs?: number;
  readonly onEvent: QmpEventListener;
}

/** @returns a session whose query-status was answered while the process lived; null when it died or the deadline passed. */
export async function openMonitor(request: MonitorRequest): Promise<{ session: QmpSession; status: string } | null> {
  const { socket, qemu, clock, onEvent, deadlineMs = READY_WITHIN_MS } = request;
  const giveUpAt = clock.now() + deadlineMs;
  for (let leftMs = deadlineMs; leftMs > 0 && qemu.alive(); leftMs = giveUpAt - clock.now()) {
    const session = await connectQmp(socket, { greetingTimeoutMs: leftMs, onEvent }).catch(unlessQmp);
    if (session) {
      const answer = await session.execute('query-status', undefined, { timeoutMs: leftMs }).catch(unlessQmp);
      if (answer && qemu.alive()) return { session, status: answer.status };
      session.close();
    }
    await clock.sleep(LOOK_EVERY_MS);
  }
  return null;
}

function unlessQmp(error: unknown): null {
  if (error instanceof QmpError) return null;
  throw error;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { GuestAgentSilent } from './errors';
import type { GuestAgentSession } from './session';

const LOOK_EVERY_MS = 100;
const LOOK_AT_MOST_EVERY_MS = 1_000;

/** How a command inside the guest ended. */
export interface GuestRun {
  /** null = it was ended by a signal, or Windows told none. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program inside the guest and waits for its end. argv, no shell; the path is the guest's.
 * @throws GuestAgentRefusal when there is no such program, or the agent may not run any | GuestAgentSilent after `timeoutMs`
 */
export async function runInGuest(
  agent: Pick<GuestAgentSession, 'execute'>,
  { path, args, timeoutMs }: { readonly path: string; readonly args: readonly string[]; readonly timeoutMs: number },
): Promise<GuestRun> {
  const { pid } = await agent.execute('guest-exec', { path, arg: args, 'capture-output': true });
  for (
    let waitMs = LOOK_EVERY_MS, waitedMs = 0;
    ;
    waitedMs += waitMs, waitMs = Math.min(waitMs * 2, LOOK_AT_MOST_EVERY_MS)
  ) {
    const status = await agent.execute('guest-exec-status', { pid });
    if (status.exited) {
      const { exitcode = null, 'out-data': out, 'err-data': err } = status;
      return { exitCode: exitcode, stdout: decoded(out), stderr: decoded(err) };
    }
    if (waitedMs >= timeoutMs) throw new GuestAgentSilent('guest-exec', timeoutMs);
    await sleep(waitMs);
  }
}

function decoded(base64: string | undefined): string {
  return base64 === undefined ? '' : Buffer.from(base64, 'base64').toString('utf8');
}

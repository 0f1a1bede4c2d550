import { join } from 'node:path';
import type { OneShot } from './one-shot';

const DEADLINE_MS = 3_000;
/** `7f1c2a000000-7f1c2a001000 rw-s 00000000 00:06 412    /dev/nvidia0` (proc_pid_maps(5)), behind grep's name of the file. */
const LINE = /^.*\/(\d+)\/maps:\S+ \S+ \S+ \S+ \d+ +(\/dev\/.+)$/;

/**
 * Devices that these processes have mapped: a mapping holds a device also after its file was closed. `maps` waits for the lock of the
 * process's memory, which a fault inside a driver may hold, so a child reads it: it can be ended (docs/adr/004).
 * @returns paths by pid; empty when it took too long
 */
export async function mappedDevices(
  parts: { readonly procRoot: string; readonly oneShot: OneShot },
  pids: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const found = new Map<number, string[]>();
  if (pids.length === 0) return found;
  const files = pids.map((pid) => join(parts.procRoot, String(pid), 'maps'));
  const argv = ['grep', '-aFHs', '-e', ' /dev/', '--', ...files] as const;
  const order = { doing: 'look for mapped devices', argv: [...argv] as [string, ...string[]], deadlineMs: DEADLINE_MS };
  // Whatever its exit code: processes end while it reads, and a look must not fail for that.
  const { stdout } = await parts.oneShot.run(order).catch(() => ({ stdout: '' }));
  for (const line of stdout.split('\n')) {
    const [, pid, path] = LINE.exec(line) ?? [];
    if (pid !== undefined && path !== undefined) found.set(Number(pid), [...(found.get(Number(pid)) ?? []), path]);
  }
  return found;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ProcessExit, ProcessIdentity } from '../../ports/qemu-launcher';
import { processStat } from './process-stat';

const SYSTEMD_RUN = '/usr/bin/systemd-run';
/** QEMU and its companions need nothing of our environment, and ours may hold secrets. */
const ENVIRONMENT = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C' };

export interface DetachedOrder {
  readonly argv: readonly [string, ...string[]];
  readonly workingDir: string;
  /** Gets its stdout and stderr, appended. */
  readonly logFile: string;
  /** Name of its scope under systemd. */
  readonly unit: string;
}

/** Starts a process that outlives us: own session, and own systemd scope where stopping our unit would end it. */
export async function startDetached(
  order: DetachedOrder,
): Promise<{ readonly identity: ProcessIdentity; readonly exit: Promise<ProcessExit> }> {
  const log = await open(order.logFile, 'a', 0o600);
  try {
    const [file, ...args] = [...scopePrefix(order.unit), ...order.argv] as [string, ...string[]];
    const child = spawn(file, args, {
      cwd: order.workingDir,
      detached: true,
      env: ENVIRONMENT,
      stdio: ['ignore', log.fd, log.fd],
    });
    const exit = new Promise<ProcessExit>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    const pid = await spawned(child);
    child.unref();
    // A process that ended already is a zombie until Node has reaped it, so its start time can still be read.
    return { identity: { pid, startTicks: processStat(pid)?.startTicks ?? 0 }, exit };
  } finally {
    await log.close();
  }
}

/** `systemd-run --scope` registers the scope and then becomes the program: pid and start time stay the same. */
function scopePrefix(unit: string): string[] {
  const usable = process.geteuid?.() === 0 && existsSync('/run/systemd/system') && existsSync(SYSTEMD_RUN);
  if (!usable) return [];
  const name = `${unit}-${Date.now().toString(36)}`;
  return [SYSTEMD_RUN, '--scope', '--quiet', '--collect', '--slice=baton.slice', `--unit=${name}`, '--'];
}

function spawned(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('spawn', () => resolve(child.pid as number));
    child.once('error', reject);
  });
}

import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessIdentity } from '../../ports/qemu-launcher';
import { commandLineOf, isAlive, processStat } from './process-stat';

/** A killed process is gone at once, unless the kernel waits for its disk. */
const GONE_WITHIN_MS = 2000;
const LOOK_EVERY_MS = 10;

/**
 * Ends each `qemu-img` that names one of these files as its own: the agent that started it was killed, and it would go on writing,
 * and hold the lock of the disk that it reads. Resolves when they are gone, or after two seconds.
 */
export async function endLeftCopies(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const left = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).flatMap((name) => whoWrites(name, paths));
  for (const { pid } of left) end(pid);
  const deadline = Date.now() + GONE_WITHIN_MS;
  while (left.some((each) => isAlive(each)) && Date.now() < deadline) await sleep(LOOK_EVERY_MS);
}

function whoWrites(name: string, paths: readonly string[]): readonly ProcessIdentity[] {
  const pid = Number(name);
  const [program = '', ...args] = commandLineOf(pid) ?? [];
  if (basename(program) !== 'qemu-img' || !args.some((arg) => paths.includes(arg))) return [];
  const stat = processStat(pid);
  return stat ? [{ pid, startTicks: stat.startTicks }] : [];
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connectQmp, QmpUnreachable } from '@baton/qmp';

const START_DEADLINE_MS = 20_000;

/** A QEMU without a guest, stopped before its first instruction, with two monitors. */
export interface IdleQemu {
  readonly monitors: readonly [string, string];
  stop(): Promise<void>;
}

/** @throws Error when QEMU is not installed or does not start */
export async function startIdleQemu(): Promise<IdleQemu> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-bench-'));
  const monitors = [join(folder, 'a.sock'), join(folder, 'b.sock')] as const;
  const machine = ['-S', '-machine', 'q35,accel=tcg', '-m', '64M', '-nodefaults', '-display', 'none'];
  const sockets = monitors.flatMap((path) => ['-qmp', `unix:${path},server=on,wait=off`]);
  const qemu = spawn('qemu-system-x86_64', [...machine, ...sockets], { stdio: 'ignore' });
  let spawnError: Error | undefined;
  const over = new Promise<void>((resolve) => {
    qemu.once('exit', () => resolve());
    qemu.once('error', (error) => {
      spawnError = error;
      resolve();
    });
  });

  async function stop(): Promise<void> {
    qemu.kill('SIGKILL');
    await over;
    await rm(folder, { recursive: true });
  }

  try {
    for (const path of monitors) await untilListening(path, () => spawnError);
  } catch (error) {
    await stop();
    throw error;
  }
  return { monitors, stop };
}

async function untilListening(path: string, failure: () => Error | undefined): Promise<void> {
  const deadlineMs = performance.now() + START_DEADLINE_MS;
  for (;;) {
    try {
      (await connectQmp(path)).close();
      return;
    } catch (error) {
      const spawnError = failure();
      if (spawnError) throw spawnError;
      if (!(error instanceof QmpUnreachable) || performance.now() > deadlineMs) throw error;
      await delay(10);
    }
  }
}

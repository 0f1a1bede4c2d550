import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ConnectOptions, QmpSession } from '../src/index';
import { connectQmp, QmpUnreachable } from '../src/index';

const BINARY = 'qemu-system-x86_64';
const START_DEADLINE_MS = 20_000;

/** Whether QEMU is installed; tests against it are skipped where it is not. */
export function hasQemu(): boolean {
  return spawnSync(BINARY, ['--version'], { stdio: 'ignore' }).status === 0;
}

export interface RealQemu {
  readonly process: ChildProcess;
  readonly folder: string;
  readonly socketPath: string;
  /** Connects as soon as QEMU listens. */
  connect(options?: ConnectOptions): Promise<QmpSession>;
  stop(): Promise<void>;
}

/** A QEMU without a guest, stopped before its first instruction (`-S`). */
export async function startRealQemu(extraArgs: readonly string[] = []): Promise<RealQemu> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-qemu-'));
  const socketPath = join(folder, 'qmp.sock');
  const machine = ['-S', '-machine', 'q35,accel=tcg', '-m', '64M', '-nodefaults', '-display', 'none'];
  const monitor = ['-qmp', `unix:${socketPath},server=on,wait=off`];
  const qemu = spawn(BINARY, [...machine, ...monitor, ...extraArgs], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  qemu.stderr?.on('data', (text) => {
    stderr += text;
  });
  const exited = new Promise<void>((resolve) => {
    qemu.once('close', () => resolve());
  });

  async function connect(options?: ConnectOptions): Promise<QmpSession> {
    const deadlineMs = performance.now() + START_DEADLINE_MS;
    for (;;) {
      try {
        return await connectQmp(socketPath, options);
      } catch (error) {
        if (!(error instanceof QmpUnreachable) || performance.now() > deadlineMs || qemu.exitCode !== null) {
          throw new Error(`QEMU is not there: ${stderr}`, { cause: error });
        }
        await delay(10);
      }
    }
  }

  async function stop(): Promise<void> {
    if (qemu.exitCode === null && qemu.signalCode === null) qemu.kill('SIGKILL');
    await exited;
    await rm(folder, { recursive: true });
  }

  return { process: qemu, folder, socketPath, connect, stop };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProblemError, problem } from '@baton/model/problem';
import type {
  LaunchSpec,
  ProcessExit,
  ProcessIdentity,
  QemuLauncher,
  RunningQemu,
  Survivor,
} from '../../ports/qemu-launcher';
import { commandLineOf, isAlive, processStat } from './process-stat';

const SYSTEMD_RUN = '/usr/bin/systemd-run';
/** QEMU needs nothing of our environment, and ours may hold secrets. */
const ENVIRONMENT = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C' };

/** Starts QEMU so that it outlives us: own session, and own systemd scope where stopping our unit would end it. */
export function linuxQemuLauncher(): QemuLauncher {
  return { launch, adopt };
}

async function launch(spec: LaunchSpec): Promise<RunningQemu> {
  const log = await open(spec.logFile, 'a', 0o600);
  try {
    const [file, ...args] = [...scopePrefix(spec.machineId), spec.binary, ...spec.argv] as [string, ...string[]];
    const child = spawn(file, args, {
      cwd: spec.runDir,
      detached: true,
      env: ENVIRONMENT,
      stdio: ['ignore', log.fd, log.fd],
    });
    const exit = exitOf(child);
    const pid = await spawned(child, spec.binary);
    child.unref();
    // A process that ended already is a zombie until Node has reaped it, so its start time can still be read.
    const startTicks = processStat(pid)?.startTicks ?? 0;
    return running({ pid, startTicks }, () => exit);
  } finally {
    await log.close();
  }
}

/** `systemd-run --scope` registers the scope and then becomes QEMU: pid and start time stay the same. */
function scopePrefix(machineId: string): string[] {
  const usable = process.geteuid?.() === 0 && existsSync('/run/systemd/system') && existsSync(SYSTEMD_RUN);
  if (!usable) return [];
  const unit = `baton-machine-${machineId}-${Date.now().toString(36)}`;
  return [SYSTEMD_RUN, '--scope', '--quiet', '--collect', '--slice=baton.slice', `--unit=${unit}`, '--'];
}

function exitOf(child: ChildProcess): Promise<ProcessExit> {
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
}

function spawned(child: ChildProcess, binary: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('spawn', () => resolve(child.pid as number));
    child.once('error', (cause) => reject(new ProblemError(problem('qemu.missing', { binary }), { cause })));
  });
}

async function adopt({ uuid, identity, pidFile }: Survivor): Promise<RunningQemu | null> {
  const found = identity ?? (await fromPidFile(pidFile));
  if (!found || !isAlive(found)) return null;
  const argv = commandLineOf(found.pid);
  if (argv?.[argv.indexOf('-uuid') + 1] !== uuid) return null;
  return running(found, () => goneByProc(found));
}

async function fromPidFile(pidFile: string): Promise<ProcessIdentity | null> {
  const text = await readFile(pidFile, 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  const stat = pid > 0 ? processStat(pid) : null;
  return stat && { pid, startTicks: stat.startTicks };
}

async function goneByProc(identity: ProcessIdentity): Promise<ProcessExit> {
  for (let waitMs = 5; isAlive(identity); waitMs = Math.min(waitMs * 2, 250)) await sleep(waitMs);
  return { code: null, signal: null };
}

function running(identity: ProcessIdentity, whenGone: () => Promise<ProcessExit>): RunningQemu {
  return {
    identity,
    whenGone,
    alive: () => isAlive(identity),
    kill() {
      if (!isAlive(identity)) return;
      try {
        process.kill(identity.pid, 'SIGKILL');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    },
  };
}

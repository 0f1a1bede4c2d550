import { readFile } from 'node:fs/promises';
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
import { startDetached } from './detached';
import { commandLineOf, isAlive, processStat } from './process-stat';

/** Of util-linux, which every distribution has. */
const PRLIMIT = 'prlimit';

/** Starts QEMU so that it outlives us. */
export function linuxQemuLauncher(): QemuLauncher {
  return { launch, adopt };
}

async function launch(spec: LaunchSpec): Promise<RunningQemu> {
  const { binary, runDir, logFile, machineId } = spec;
  try {
    const { identity, exit } = await startDetached({
      argv: [...memlockPrefix(spec), binary, ...spec.argv] as [string, ...string[]],
      workingDir: runDir,
      logFile,
      unit: `baton-machine-${machineId}`,
    });
    return running(identity, () => exit);
  } catch (cause) {
    if (!isNotExecutable(cause)) throw cause;
    throw new ProblemError(problem('qemu.missing', { binary }), { cause });
  }
}

/** prlimit(1) sets the limit and then becomes QEMU: pid and start time stay the same. */
function memlockPrefix({ memlockBytes }: LaunchSpec): string[] {
  return memlockBytes ? [PRLIMIT, `--memlock=${memlockBytes}:${memlockBytes}`, '--'] : [];
}

function isNotExecutable(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && String(error.syscall).startsWith('spawn');
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

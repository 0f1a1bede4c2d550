import { access, constants, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../../ports/clock';
import { WriteError } from '../../../ports/kernel-errors';
import type { Companions } from '../../../ports/outfit-means';
import type { ProcessIdentity } from '../../../ports/qemu-launcher';
import { startDetached } from '../detached';
import { PROGRAM_PATH } from '../hardware/one-shot';
import { exists } from '../hardware/sysfs';
import { commandLineOf, isAlive, processStat } from '../process-stat';
import { newWords, sizeOf } from './last-words';

const READY_DEADLINE_MS = 5_000;
const POLITE_MS = 2_000;
const POLL_MS = 10;

export interface LinuxCompanionsParts {
  readonly clock: Clock;
  /** Where programs live, in the form of PATH. */
  readonly path?: string;
  /** Goes before each command line; a test puts companions in a network of their own. */
  readonly before?: readonly string[];
}

export function linuxCompanions({ clock, path = PROGRAM_PATH, before = [] }: LinuxCompanionsParts): Companions {
  async function until(isSo: () => boolean | Promise<boolean>, deadlineMs: number): Promise<boolean> {
    for (const end = clock.now() + deadlineMs; ; await sleep(POLL_MS)) {
      if (await isSo()) return true;
      if (clock.now() >= end) return false;
    }
  }

  const companions: Companions = {
    async find(program) {
      for (const folder of path.split(':')) {
        const file = join(folder, program);
        if (await isExecutable(file)) return file;
      }
      return null;
    },
    async start({ argv, workingDir, logFile, ready, unit }) {
      const told = await sizeOf(logFile);
      const { identity, exit } = await startDetached({
        argv: [...before, ...argv] as [string, ...string[]],
        workingDir,
        logFile,
        unit,
      }).catch((error: Error) => {
        throw new WriteError(argv[0], error.message);
      });
      let ended = false;
      void exit.then(() => {
        ended = true;
      });
      const isReady = (await until(async () => ended || (await exists(ready)), READY_DEADLINE_MS)) && !ended;
      if (isReady) return identity;
      if (!ended) await companions.end(identity);
      const words = await newWords(logFile, told);
      throw new WriteError(argv[0], words || `${basename(argv[0])} was not ready within ${READY_DEADLINE_MS} ms`);
    },
    async running(program, mark) {
      const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
      return pids.filter((pid) => isCompanion(pid, program, mark)).flatMap(identityOf);
    },
    async end(identity) {
      if (!signal(identity, 'SIGTERM')) return;
      if (await until(() => !isAlive(identity), POLITE_MS)) return;
      signal(identity, 'SIGKILL');
      if (!(await until(() => !isAlive(identity), POLITE_MS)))
        throw new WriteError(`pid ${identity.pid}`, 'it does not end');
    },
  };
  return companions;
}

function isCompanion(pid: number, program: string, mark: string): boolean {
  const argv = commandLineOf(pid);
  return argv !== null && basename(argv[0] ?? '').startsWith(program) && argv.some((word) => carries(word, mark));
}

/** The mark is a word, or the value in one: `--pid-file=MARK`, `type=unixio,path=MARK,mode=0600`. */
function carries(word: string, mark: string): boolean {
  return word === mark || word.split(',').some((part) => part.slice(part.indexOf('=') + 1) === mark);
}

function identityOf(pid: number): ProcessIdentity[] {
  const stat = processStat(pid);
  return stat && !stat.zombie ? [{ pid, startTicks: stat.startTicks }] : [];
}

/** @returns false when it is gone. */
function signal(identity: ProcessIdentity, name: NodeJS.Signals): boolean {
  if (!isAlive(identity)) return false;
  try {
    process.kill(identity.pid, name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw new WriteError(`pid ${identity.pid}`, (error as Error).message);
  }
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

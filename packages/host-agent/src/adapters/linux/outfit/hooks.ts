import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import type { Clock } from '../../../ports/clock';
import type { HookRunner } from '../../../ports/outfit-means';
import { PROGRAM_PATH } from '../hardware/one-shot';
import { newWords, sizeOf } from './last-words';

/** Runs commands of the administrator's in an environment of their own: ours may hold secrets. */
export function linuxHooks(clock: Clock): HookRunner {
  return {
    async run([file, ...args], { logFile, deadlineMs }) {
      const told = await sizeOf(logFile);
      const log = await open(logFile, 'a', 0o600);
      try {
        const child = spawn(file, args, {
          // A group of its own, so that the deadline ends what it started as well.
          detached: true,
          cwd: '/',
          env: { PATH: PROGRAM_PATH, LANG: 'C' },
          stdio: ['ignore', log.fd, log.fd],
        });
        const ended = new Promise<string | null>((resolve) => {
          child.once('error', (error) => resolve(error.message));
          child.once('exit', (code, signal) =>
            resolve(code === 0 ? null : signal ? `ended by ${signal}` : `exit code ${code}`),
          );
        });
        const failure = await within(clock, deadlineMs, ended);
        if (failure !== undefined) return failure && ((await newWords(logFile, told)) || failure);
        if (child.pid !== undefined) endGroup(child.pid);
        return `no end within ${deadlineMs / 1000} s`;
      } finally {
        await log.close();
      }
    },
  };
}

async function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> {
  const waited = new AbortController();
  const timeout = clock.sleep(ms, waited.signal).then(
    () => undefined,
    () => undefined,
  );
  try {
    return await Promise.race([work, timeout]);
  } finally {
    waited.abort();
  }
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended at this very moment.
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const READY_DEADLINE_MS = 30_000;
/** Linux: USER_HZ is 100 on every platform that we run on. */
const TICK_MS = 10;

export interface ReadyProcess {
  readonly pid: number;
  /** Its one JSON line. */
  readonly ready: Record<string, unknown>;
  /** From spawn to that line. */
  readonly readyMs: number;
  stop(): Promise<void>;
}

/** Runs a bundle until its ready line. @throws Error when it ends before, or is not ready in time */
export function startProcess(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<ReadyProcess> {
  const began = performance.now();
  const child = spawn(process.execPath, argv, {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString('utf8')).slice(-2000);
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), READY_DEADLINE_MS);
    child.once('exit', () => reject(new Error(`it ended before it was ready: ${words}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('{')) return;
      const ready: Record<string, unknown> = JSON.parse(line);
      if (ready.event !== 'ready') return;
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve({ pid: child.pid ?? 0, ready, readyMs: performance.now() - began, stop: () => stop(child) });
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** Resident memory in MB (10^6 bytes), from /proc/PID/status. */
export function residentMB(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kib) * 1024) / 1_000_000;
}

/** CPU time that the process used so far, in milliseconds (proc(5): utime and stime of /proc/PID/stat). */
export function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

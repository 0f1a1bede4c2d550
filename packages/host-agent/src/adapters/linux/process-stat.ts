import { readFileSync } from 'node:fs';
import type { ProcessIdentity } from '../../ports/qemu-launcher';

interface ProcessStat {
  readonly startTicks: number;
  readonly zombie: boolean;
}

/** Fields 3 and 22 of /proc/PID/stat (proc_pid_stat(5)); null = no such process. Synchronous: procfs answers from memory. */
export function processStat(pid: number, procRoot = '/proc'): ProcessStat | null {
  const text = readProc(pid, 'stat', procRoot);
  if (text === null) return null;
  // Field 2 is the command in parentheses and may hold anything, closing parentheses too: count from the last one.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { startTicks: Number(fields[19]), zombie: fields[0] === 'Z' || fields[0] === 'X' };
}

/** Whether that very process still runs. A zombie has ended; only its parent has not looked yet. */
export function isAlive({ pid, startTicks }: ProcessIdentity, procRoot = '/proc'): boolean {
  const stat = processStat(pid, procRoot);
  return stat !== null && !stat.zombie && stat.startTicks === startTicks;
}

/** argv of the process; null when it is gone. */
export function commandLineOf(pid: number): readonly string[] | null {
  return readProc(pid, 'cmdline', '/proc')?.split('\0') ?? null;
}

function readProc(pid: number, file: 'stat' | 'cmdline', procRoot: string): string | null {
  try {
    return readFileSync(`${procRoot}/${pid}/${file}`, 'utf8');
  } catch {
    return null; // ENOENT, or ESRCH when it ended between open and read
  }
}

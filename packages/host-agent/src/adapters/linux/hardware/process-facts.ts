import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { GpuProcess } from '@baton/model/handover/gpu-state';
import { GPU_SERVICES, type GpuServiceName } from '@baton/model/host/service';
import { processStat } from '../process-stat';
import { readText } from './sysfs';

export interface ProcessFactsParts {
  readonly procRoot: string;
  /** `/etc/passwd`. */
  readonly passwdFile: string;
}

const COMMAND_MAX = 120;
/** USER_HZ is 100 on every Linux of ours (proc_pid_stat(5), field 22). */
const TICK_MS = 10;

/** Who a process is; null when it has ended. */
export async function processFacts(parts: ProcessFactsParts, pid: number): Promise<Omit<GpuProcess, 'opens'> | null> {
  const found = processStat(pid, parts.procRoot);
  if (found === null || found.zombie) return null;
  const [user, command, bootMs, service] = await Promise.all([
    userOf(parts, pid),
    commandOf(parts, pid),
    bootTimeMs(parts),
    serviceOf(parts, pid),
  ]);
  const since = bootMs === null ? null : bootMs + found.startTicks * TICK_MS;
  return { pid, user, command, since, startTicks: found.startTicks, service };
}

/** When the host booted, milliseconds since the epoch (proc_stat(5), `btime`). */
async function bootTimeMs({ procRoot }: ProcessFactsParts): Promise<number | null> {
  const seconds = /^btime (\d+)$/m.exec((await readText(join(procRoot, 'stat'))) ?? '')?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}

/** `0::/system.slice/bumblebeed.service`, or `1:name=systemd:/...` without cgroup v2 (cgroups(7), /proc/PID/cgroup). */
async function serviceOf({ procRoot }: ProcessFactsParts, pid: number): Promise<GpuServiceName | null> {
  const text = (await readText(join(procRoot, String(pid), 'cgroup'))) ?? '';
  const unit = /^\d+:(?:name=systemd)?:\/system\.slice\/([^/\n]+)\.service(?:\/.*)?$/m.exec(text)?.[1];
  return GPU_SERVICES.find((name) => name === unit) ?? null;
}

async function commandOf({ procRoot }: ProcessFactsParts, pid: number): Promise<string> {
  const folder = join(procRoot, String(pid));
  const line = (await readText(join(folder, 'cmdline')))?.split('\0').join(' ').trim();
  return (line || (await readText(join(folder, 'comm'))) || 'unknown').slice(0, COMMAND_MAX);
}

async function userOf({ procRoot, passwdFile }: ProcessFactsParts, pid: number): Promise<string> {
  const uid = await stat(join(procRoot, String(pid))).then(
    (found) => found.uid,
    () => null,
  );
  if (uid === null) return 'unknown';
  const lines = ((await readText(passwdFile)) ?? '').split('\n');
  return lines.map((line) => line.split(':')).find((fields) => fields[2] === String(uid))?.[0] ?? String(uid);
}

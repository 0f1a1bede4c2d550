import { readFile, statfs } from 'node:fs/promises';
import type { HostReading, HostSensors, ProcessReading, StorageReading } from '../../ports/sensors';
import { readBattery } from './battery';
import { CpuThermometer } from './cpu-thermometer';

/** USER_HZ: what procfs counts CPU time in, on every Linux of ours (proc_stat(5)). */
const TICKS_PER_SECOND = 100;
/** x86-64; proc_pid_statm(5) counts in pages. */
const PAGE_BYTES = 4096;
const MIB = 1024 * 1024;

/** @param storageFolder whose file system is measured */
export function linuxHostSensors(storageFolder: string): HostSensors {
  const thermometer = new CpuThermometer();
  return {
    read: async (): Promise<HostReading> => {
      const [stat, meminfo, cpuTemperatureC, battery] = await Promise.all([
        readFile('/proc/stat', 'utf8'),
        readFile('/proc/meminfo', 'utf8'),
        thermometer.read(),
        readBattery(),
      ]);
      return { cpu: parseCpu(stat), ...parseMemory(meminfo), cpuTemperatureC, battery };
    },
    storage: () => readStorage(storageFolder),
    process: readProcess,
  };
}

/** The first line of /proc/stat. Guest time is already in user time; idle and iowait are the time without work. */
export function parseCpu(stat: string): HostReading['cpu'] {
  const fields = /^cpu +(.+)$/m.exec(stat)?.[1]?.split(' ').map(Number);
  if (!fields || fields.length < 8 || fields.some(Number.isNaN)) return null;
  const totalTicks = fields.slice(0, 8).reduce((sum, ticks) => sum + ticks, 0);
  const [, , , idle = 0, iowait = 0] = fields;
  return { totalTicks, busyTicks: totalTicks - idle - iowait };
}

/** Used = not available for a new program without swapping. */
export function parseMemory(meminfo: string): { memoryUsedMiB: number; memoryTotalMiB: number } {
  const mib = (key: string) => Number(new RegExp(`^${key}: +(\\d+) kB$`, 'm').exec(meminfo)?.[1] ?? 0) / 1024;
  const total = mib('MemTotal');
  return { memoryTotalMiB: Math.round(total), memoryUsedMiB: Math.round(total - mib('MemAvailable')) };
}

async function readStorage(folder: string): Promise<StorageReading | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return null; // not there yet
  }
}

async function readProcess(pid: number): Promise<ProcessReading | null> {
  try {
    const [stat, statm] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/statm`, 'utf8'),
    ]);
    return parseProcess(stat, statm);
  } catch {
    return null; // ENOENT, or ESRCH when it ended between open and read
  }
}

/** Fields 14 and 15 of stat (utime, stime), field 2 of statm (resident). The command in parentheses may hold anything. */
export function parseProcess(stat: string, statm: string): ProcessReading | null {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const pages = Number(statm.split(' ')[1]);
  if (Number.isNaN(ticks) || Number.isNaN(pages)) return null;
  return { cpuMs: (ticks * 1000) / TICKS_PER_SECOND, rssMiB: Math.round((pages * PAGE_BYTES) / MIB) };
}

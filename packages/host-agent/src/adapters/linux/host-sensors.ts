import { readFile, statfs } from 'node:fs/promises';
import type { HugepageReading } from '@baton/model/telemetry/sample';
import type { CpuTicks, HostReading, HostSensors, StorageReading } from '../../ports/sensors';
import { readBattery } from './battery';
import { CpuThermometer } from './cpu-thermometer';
import { linuxProcessSensors } from './process-sensors';

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
      const hugepages = parseHugepages(meminfo);
      return { ...parseCpus(stat), ...parseMemory(meminfo), hugepages, cpuTemperatureC, battery };
    },
    storage: () => readStorage(storageFolder),
    ...linuxProcessSensors(),
  };
}

/** The first lines of /proc/stat: all CPUs, then each that is online. */
export function parseCpus(stat: string): Pick<HostReading, 'cpu' | 'cores'> {
  const cores: (CpuTicks | null)[] = [];
  let cpu: CpuTicks | null = null;
  // Interrupts follow, in lines of many kilobytes.
  const end = stat.indexOf('\nintr');
  for (const line of stat.slice(0, end === -1 ? undefined : end).split('\n')) {
    const name = /^cpu(\d*) +/.exec(line);
    if (!name) break;
    const ticks = parseTicks(line.slice(name[0].length));
    if (name[1] === '') cpu = ticks;
    else cores[Number(name[1])] = ticks;
  }
  return { cpu, cores: Array.from(cores, (each) => each ?? null) };
}

/** Guest time is already in user time; idle and iowait are the time without work. */
function parseTicks(text: string): CpuTicks | null {
  const fields = text.split(' ').map(Number);
  if (fields.length < 8 || fields.some(Number.isNaN)) return null;
  const totalTicks = fields.slice(0, 8).reduce((sum, ticks) => sum + ticks, 0);
  const [, , , idle = 0, iowait = 0] = fields;
  return { totalTicks, busyTicks: totalTicks - idle - iowait };
}

/** Used = not available for a new program without swapping. */
export function parseMemory(meminfo: string): { memoryUsedMiB: number; memoryTotalMiB: number } {
  const total = mib(meminfo, 'MemTotal');
  return { memoryTotalMiB: Math.round(total), memoryUsedMiB: Math.round(total - mib(meminfo, 'MemAvailable')) };
}

/** Of the default size: that is what meminfo tells (hugetlbpage.rst). */
export function parseHugepages(meminfo: string): HugepageReading | null {
  const count = (key: string) => Number(new RegExp(`^${key}: +(\\d+)$`, 'm').exec(meminfo)?.[1] ?? 0);
  const total = count('HugePages_Total');
  if (total === 0) return null;
  const sizeMiB = mib(meminfo, 'Hugepagesize');
  return { totalMiB: Math.round(total * sizeMiB), freeMiB: Math.round(count('HugePages_Free') * sizeMiB) };
}

function mib(meminfo: string, key: string): number {
  return Number(new RegExp(`^${key}: +(\\d+) kB$`, 'm').exec(meminfo)?.[1] ?? 0) / 1024;
}

async function readStorage(folder: string): Promise<StorageReading | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return null; // not there yet
  }
}

import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import type { HostCapacity } from '../../ports/host-capacity';

export function linuxHostCapacity(): HostCapacity {
  return { cpus: cpus().length, memory };
}

async function memory() {
  const text = await readFile('/proc/meminfo', 'utf8');
  return { totalMiB: mib(text, 'MemTotal'), availableMiB: mib(text, 'MemAvailable') };
}

function mib(meminfo: string, key: string): number {
  const kib = new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(meminfo)?.[1];
  return Math.floor(Number(kib ?? 0) / 1024);
}

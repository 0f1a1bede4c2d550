import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import type { HostCapacity } from '../../ports/host-capacity';

export function linuxHostCapacity(): HostCapacity {
  return { cpus: cpus().length, cpuVendor: vendor(readFileSync('/proc/cpuinfo', 'utf8')), memory };
}

/** By `vendor_id`: the model's name may be anything under another hypervisor. */
function vendor(cpuinfo: string): HostCapacity['cpuVendor'] {
  const id = /^vendor_id\s*:\s*(\S+)$/m.exec(cpuinfo)?.[1];
  if (id === 'GenuineIntel') return 'intel';
  return id === 'AuthenticAMD' || id === 'HygonGenuine' ? 'amd' : 'other';
}

async function memory() {
  const text = await readFile('/proc/meminfo', 'utf8');
  return { totalMiB: mib(text, 'MemTotal'), availableMiB: mib(text, 'MemAvailable') };
}

function mib(meminfo: string, key: string): number {
  const kib = new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(meminfo)?.[1];
  return Math.floor(Number(kib ?? 0) / 1024);
}

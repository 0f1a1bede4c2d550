import { access, constants, readFile } from 'node:fs/promises';
import { cpus, hostname, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { HostFacts } from '../../ports/host-facts';

const PROGRAM_FOLDERS = ['/usr/local/bin', '/usr/bin', '/bin', '/run/current-system/sw/bin'];
const MIB = 1024 * 1024;

export function linuxHostFacts(): HostFacts {
  const [first, ...others] = cpus();
  return {
    hostname: hostname(),
    kernel: release(),
    cpuModel: first?.model.replace(/\s+/g, ' ').trim() ?? 'unknown',
    cpuCount: others.length + 1,
    memoryTotalMiB: Math.round(totalmem() / MIB),
    os: readOsName,
    bootedAt: readBootTime,
    hasProgram: async (name) => {
      const found = await Promise.all(PROGRAM_FOLDERS.map((folder) => isExecutable(join(folder, name))));
      return found.includes(true);
    },
  };
}

/** PRETTY_NAME of os-release(5). */
async function readOsName(): Promise<string> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^PRETTY_NAME="?([^"\n]+)"?$/m.exec(text)?.[1] ?? 'Linux';
}

/** `btime` of proc_stat(5), in seconds. */
async function readBootTime(): Promise<number> {
  const text = await readFile('/proc/stat', 'utf8');
  return Number(/^btime (\d+)$/m.exec(text)?.[1] ?? 0) * 1000;
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

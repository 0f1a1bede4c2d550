import { join } from 'node:path';
import { parseCpuList } from '@baton/model/host/cpu-list';
import type { HostCpu, HostCpuThread } from '@baton/model/host/hardware';
import { readText } from '../hardware/sysfs';

const VENDORS: Readonly<Record<string, HostCpu['vendor']>> = { GenuineIntel: 'intel', AuthenticAMD: 'amd' };

/** The host's CPUs and how they belong together (Documentation/ABI/stable/sysfs-devices-system-cpu). */
export async function readHostCpu({
  sysfsRoot,
  procRoot,
}: {
  readonly sysfsRoot: string;
  readonly procRoot: string;
}): Promise<HostCpu> {
  const cpus = join(sysfsRoot, 'devices/system/cpu');
  const [info, online, fast, slow] = await Promise.all([
    readText(join(procRoot, 'cpuinfo')),
    cpuList(join(cpus, 'online')),
    // Two PMUs, one for each kind of core: only hybrid CPUs have them.
    cpuList(join(sysfsRoot, 'devices/cpu_core/cpus')),
    cpuList(join(sysfsRoot, 'devices/cpu_atom/cpus')),
  ]);
  const isHybrid = fast.length > 0 && slow.length > 0;
  const kindOf = (cpu: number): HostCpuThread['kind'] => {
    if (!isHybrid) return 'same';
    return slow.includes(cpu) ? 'efficiency' : 'performance';
  };
  const said = (key: string): string => new RegExp(`^${key}\\s*:\\s*(.+)$`, 'm').exec(info ?? '')?.[1]?.trim() ?? '';
  return {
    vendor: VENDORS[said('vendor_id')] ?? 'other',
    model: said('model name'),
    threads: await Promise.all(online.map((cpu) => readThread(cpus, cpu, kindOf(cpu)))),
  };
}

/** A core is named by its lowest thread: `core_id` repeats on the next socket, and on the next die of some. */
async function readThread(cpus: string, cpu: number, kind: HostCpuThread['kind']): Promise<HostCpuThread> {
  const topology = join(cpus, `cpu${cpu}`, 'topology');
  const [siblings, socket] = await Promise.all([
    cpuList(join(topology, 'thread_siblings_list')),
    readText(join(topology, 'physical_package_id')),
  ]);
  return { cpu, core: siblings[0] ?? cpu, socket: Math.max(0, Number(socket ?? 0)), kind };
}

async function cpuList(path: string): Promise<readonly number[]> {
  return parseCpuList((await readText(path)) ?? '');
}

import { join } from 'node:path';
import type { Clock } from '../../../ports/clock';
import type { MemoryLock, OutfitMeans } from '../../../ports/outfit-means';
import { OneShot } from '../hardware/one-shot';
import { readText } from '../hardware/sysfs';
import { linuxCompanions } from './companions';
import { linuxHooks } from './hooks';
import { HostCommands } from './host-commands';
import { linuxHugepagePools } from './hugepage-pools';
import { linuxNetwork } from './network';
import { linuxHostSlices, linuxThreads } from './threads';

export interface LinuxOutfitOptions {
  readonly clock: Clock;
  readonly root: boolean;
  /** Other roots than the host's own, for a fixture. */
  readonly sysfsRoot?: string;
  readonly procRoot?: string;
  readonly devRoot?: string;
  readonly etcRoot?: string;
  readonly runRoot?: string;
  /** Where programs live, in the form of PATH. */
  readonly path?: string;
  /** Goes before every command that touches the network, such as `ip netns exec NAME`. */
  readonly networkBefore?: readonly string[];
}

/** A real host's means. Nothing is read before it is asked. */
export function linuxOutfitMeans(options: LinuxOutfitOptions): OutfitMeans {
  const { clock, root, path, sysfsRoot = '/sys', procRoot = '/proc', devRoot = '/dev', etcRoot = '/etc' } = options;
  const { networkBefore = [], runRoot = '/run' } = options;
  const oneShot = new OneShot({ clock, procRoot: '/proc', ...(path !== undefined && { path }) });
  const commands = new HostCommands(oneShot);
  return {
    root,
    hugepages: linuxHugepagePools({ commands, sysfsRoot, procRoot }),
    network: linuxNetwork({ commands: new HostCommands(oneShot, networkBefore), devRoot }),
    companions: linuxCompanions({ clock, before: networkBefore, ...(path !== undefined && { path }) }),
    threads: linuxThreads({ commands, sysfsRoot, procRoot }),
    slices: linuxHostSlices({ commands, procRoot }, runRoot),
    memoryLock: linuxMemoryLock(procRoot),
    hooks: linuxHooks(clock),
    sharedMemory: join(devRoot, 'shm'),
    groupId: async (name) => groupId((await readText(join(etcRoot, 'group'))) ?? '', name),
    kvmfrMiB: async () => kvmfrMiB(sysfsRoot),
  };
}

/** First of the sizes that the module was loaded with (`static_size_mb=32,64`): /dev/kvmfr0's. */
export async function kvmfrMiB(sysfsRoot: string): Promise<number | null> {
  const text = await readText(join(sysfsRoot, 'module/kvmfr/parameters/static_size_mb'));
  const first = Number.parseInt(text ?? '', 10);
  return first > 0 ? first : null;
}

function groupId(groups: string, name: string): number | null {
  const line = groups.split('\n').find((each) => each.startsWith(`${name}:`));
  return line === undefined ? null : Number(line.split(':')[2]);
}

/** Numbers of capabilities(7). */
const CAP_IPC_LOCK = 14n;
const CAP_SYS_RESOURCE = 24n;

function linuxMemoryLock(procRoot: string): MemoryLock {
  return {
    async read() {
      const [limits, status] = await Promise.all(
        ['limits', 'status'].map(async (name) => (await readText(join(procRoot, 'self', name))) ?? ''),
      );
      const hard = /^Max locked memory\s+\S+\s+(\S+)/m.exec(limits ?? '')?.[1];
      const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status ?? '')?.[1] ?? '0'}`);
      const holds = (capability: bigint): boolean => ((effective >> capability) & 1n) === 1n;
      return {
        hardBytes: hard === 'unlimited' ? Number.POSITIVE_INFINITY : Number(hard ?? 0),
        mayRaise: holds(CAP_SYS_RESOURCE),
        exempt: holds(CAP_IPC_LOCK),
      };
    },
  };
}

import { join } from 'node:path';
import { formatCpuList, parseCpuList } from '@baton/model/host/cpu-list';
import type { HostSlices, ThreadPlacement } from '../../../ports/outfit-means';
import { exists, list, readText } from '../hardware/sysfs';
import type { HostCommands } from './host-commands';

const DEADLINE_MS = 10_000;
/** Where the host's own processes live. Machines have a slice of their own, baton.slice. */
const SLICES = ['user.slice', 'system.slice', 'init.scope'];

export interface ThreadsParts {
  readonly commands: HostCommands;
  readonly sysfsRoot: string;
  readonly procRoot: string;
}

/** taskset(1) sets, /proc/PID/task/TID/status proves. */
export function linuxThreads({ commands, sysfsRoot, procRoot }: ThreadsParts): ThreadPlacement {
  return {
    threads: async (pid) => (await list(join(procRoot, String(pid), 'task'))).map(Number),
    async allowed(pid, thread) {
      const status = await readText(join(procRoot, String(pid), 'task', String(thread), 'status'));
      const cpus = /^Cpus_allowed_list:\s*(\S+)$/m.exec(status ?? '')?.[1];
      return cpus === undefined ? null : parseCpuList(cpus);
    },
    async place(thread, cpus) {
      await commands.run(['taskset', '--pid', '--cpu-list', formatCpuList(cpus), String(thread)], DEADLINE_MS);
    },
    online: async () => parseCpuList((await readText(join(sysfsRoot, 'devices/system/cpu/online'))) ?? ''),
  };
}

/** systemd's AllowedCPUs (systemd.resource-control(5)), until the next boot at most. */
export function linuxHostSlices({ commands, procRoot }: Omit<ThreadsParts, 'sysfsRoot'>, runRoot: string): HostSlices {
  return {
    available: async () =>
      (await exists(join(runRoot, 'systemd/system'))) && (await readText(join(procRoot, '1/comm'))) === 'systemd',
    async keepOn(cpus) {
      // An empty list takes the setting away.
      const allowed = `AllowedCPUs=${cpus ? formatCpuList(cpus) : ''}`;
      for (const slice of SLICES) {
        await commands.run(['systemctl', 'set-property', '--runtime', '--', slice, allowed], DEADLINE_MS);
      }
    },
  };
}

import { join } from 'node:path';
import { readText } from './sysfs';

/** Where systemd keeps system units' processes: cgroup v2, hybrid and v1 (systemd's docs/CGROUP_DELEGATION). */
const HIERARCHIES = ['fs/cgroup', 'fs/cgroup/unified', 'fs/cgroup/systemd'];

/**
 * Whether a system unit has processes, without asking systemd: a unit's cgroup goes away with its last process.
 * @param unit with its kind: `bumblebeed.service`
 */
export async function isUnitActive(sysfsRoot: string, unit: string): Promise<boolean> {
  const texts = await Promise.all(
    HIERARCHIES.map((hierarchy) => readText(join(sysfsRoot, hierarchy, 'system.slice', unit, 'cgroup.procs'))),
  );
  return texts.some(Boolean);
}

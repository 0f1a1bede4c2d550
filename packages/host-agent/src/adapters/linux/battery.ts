import { join } from 'node:path';
import type { HostReading } from '../../ports/sensors';
import { sysfsEntries, sysfsText } from './sysfs-text';

const SUPPLIES = '/sys/class/power_supply';

/** The laptop's own battery; a mouse's has the scope Device (sysfs-class-power). null = none. */
export async function readBattery(supplies = SUPPLIES): Promise<HostReading['battery']> {
  for (const name of await sysfsEntries(supplies)) {
    const of = (attribute: string) => sysfsText(join(supplies, name, attribute));
    const [type, scope, capacity, status] = await Promise.all([of('type'), of('scope'), of('capacity'), of('status')]);
    if (type !== 'Battery' || scope === 'Device' || capacity === null) continue;
    return { percent: Number(capacity), charging: status === 'Charging' || status === 'Full' };
  }
  return null;
}

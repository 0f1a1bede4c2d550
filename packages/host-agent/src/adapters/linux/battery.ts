import { join } from 'node:path';
import type { HostReading } from '../../ports/sensors';
import { sysfsEntries, sysfsText } from './sysfs-text';

const SUPPLIES = '/sys/class/power_supply';

export interface BatteryReading {
  readonly percent: number;
  /** `Charging`, `Discharging`, `Not charging`, `Full` or `Unknown`; null = it does not say. */
  readonly status: string | null;
}

/** The laptop's own batteries; a mouse's has the scope Device (sysfs-class-power). */
export async function ownBatteries(supplies = SUPPLIES): Promise<readonly BatteryReading[]> {
  const found: BatteryReading[] = [];
  for (const name of await sysfsEntries(supplies)) {
    const of = (attribute: string) => sysfsText(join(supplies, name, attribute));
    const [type, scope, capacity, status] = await Promise.all([of('type'), of('scope'), of('capacity'), of('status')]);
    if (type !== 'Battery' || scope === 'Device' || capacity === null) continue;
    found.push({ percent: Number(capacity), status });
  }
  return found;
}

/** The first of them; null = none. */
export async function readBattery(supplies = SUPPLIES): Promise<HostReading['battery']> {
  const [first] = await ownBatteries(supplies);
  return first ? { percent: first.percent, charging: first.status === 'Charging' || first.status === 'Full' } : null;
}

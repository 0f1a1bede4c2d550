import { join } from 'node:path';
import type { Battery } from '@baton/model/power/battery';
import type { HostPower } from '../../../ports/host-power';
import { ownBatteries } from '../battery';
import { sysfsEntries, sysfsText } from '../sysfs-text';

/** What a real host runs on (Documentation/ABI/testing/sysfs-class-power). */
export class LinuxHostPower implements HostPower {
  constructor(private readonly sysfsRoot: string) {}

  /** Of two batteries one rests while the other is used: the host is on battery when any of them discharges. */
  async battery(): Promise<Battery | null> {
    const folder = join(this.sysfsRoot, 'class/power_supply');
    const [batteries, plugged] = await Promise.all([ownBatteries(folder), isPlugged(folder)]);
    const [first] = batteries;
    if (!first) return null;
    return { percent: first.percent, onMains: plugged || batteries.every(({ status }) => status !== 'Discharging') };
  }
}

async function isPlugged(folder: string): Promise<boolean> {
  const supplies = await Promise.all(
    (await sysfsEntries(folder)).map(async (name) => {
      const of = (attribute: string) => sysfsText(join(folder, name, attribute));
      const [type, scope, online] = await Promise.all([of('type'), of('scope'), of('online')]);
      return (type === 'Mains' || type === 'USB') && scope !== 'Device' && online === '1';
    }),
  );
  return supplies.some(Boolean);
}

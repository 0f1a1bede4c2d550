import { join } from 'node:path';
import type { PciAddress } from '@baton/model/pci/address';
import { list, readLinkName, readText } from './sysfs';

/** The files in /dev through which user space uses a function. */
export interface DeviceNodes {
  /** Which paths are its nodes. */
  readonly paths: readonly RegExp[];
  /** The kernel counts users that this host's files must show: a mapping alone may be one of them. */
  readonly mayBeMapped: boolean;
}

/**
 * Sound control nodes are left out: sound servers keep them open always, and let go by themselves when the card leaves.
 * @param sysfsRoot `/sys`, or a fixture's
 */
export async function deviceNodes(sysfsRoot: string, address: PciAddress): Promise<DeviceNodes> {
  const folder = join(sysfsRoot, 'bus/pci/devices', address);
  const [driver, drm, sound] = await Promise.all([
    readLinkName(join(folder, 'driver')),
    list(join(folder, 'drm')),
    list(join(folder, 'sound')),
  ]);
  const cards = drm.filter((name) => /^(card|renderD)\d+$/.test(name)).map((name) => new RegExp(`^/dev/dri/${name}$`));
  const sounds = sound.flatMap((name) => {
    const number = /^card(\d+)$/.exec(name)?.[1];
    return number === undefined ? [] : [new RegExp(`^/dev/snd/(pcm|hw|midi)C${number}D`)];
  });
  const nvidia = driver === 'nvidia' ? [/^\/dev\/nvidia(\d+|ctl|-modeset|-uvm(-tools)?)$/] : [];
  const graphics = [...nvidia, ...cards];
  const mayBeMapped = graphics.length > 0 && (await driverInUse(sysfsRoot, folder));
  return { paths: [...graphics, ...sounds], mayBeMapped };
}

/**
 * An open or mapped node counts as a user of the driver's module, or of a module above it (kernel: file_operations.owner). So where
 * every use is by another module, nobody has a mapping. A driver that is built in counts nothing.
 */
async function driverInUse(sysfsRoot: string, device: string): Promise<boolean> {
  const module = await readLinkName(join(device, 'driver/module'));
  if (module === null) return true;
  const chain = new Set([module]);
  for (const name of chain) {
    const folder = join(sysfsRoot, 'module', name);
    const [count, users] = await Promise.all([readText(join(folder, 'refcnt')), list(join(folder, 'holders'))]);
    if (count === null || Number(count) > users.length) return true;
    for (const user of users) chain.add(user);
  }
  return false;
}

import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlockUses } from './block-uses';

/** Where the host uses what is on a USB device, by the device's name in sysfs, `1-4.2`. */
export type UsbMounts = ReadonlyMap<string, string>;

/** A disk's place in sysfs goes through the USB device that it is: /sys/devices/.../usb1/1-4/1-4:1.0/host6/.../block/sdb. */
export async function usbMounts(sysfsRoot: string, uses: BlockUses): Promise<UsbMounts> {
  const found = await Promise.all(
    [...uses].map(async ([device, { as, by }]): Promise<readonly (readonly [string, string])[]> => {
      const place = await realpath(join(sysfsRoot, 'class/block', device)).catch(() => '');
      const name = [...place.matchAll(/\/(\d+-[\d.]+)(?=\/)/g)].at(-1)?.[1];
      return name === undefined ? [] : [[name, by ?? as]];
    }),
  );
  return new Map(found.flat());
}

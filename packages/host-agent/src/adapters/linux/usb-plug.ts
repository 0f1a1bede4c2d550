import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { UsbPlug, UsbSocket } from '../../ports/usb-plug';
import { list, readText } from './hardware/sysfs';

/** `/dev/bus/usb/001/004`: the bus, and the number that the device got when it was plugged in. */
const NODE = /^\/dev\/bus\/usb\/(\d+)\/(\d+)$/;

/** QEMU opens the device by its socket, and again when it is plugged in there later (QEMU docs/system/devices/usb.rst). */
export function linuxUsbPlug({ procRoot = '/proc', sysfsRoot = '/sys' } = {}): UsbPlug {
  return {
    device: ({ bus, port }) => ({ driver: 'usb-host', hostbus: bus, hostport: port }),
    async openBy(pid) {
      const folder = join(procRoot, String(pid), 'fd');
      const names = await readdir(folder).catch(() => null);
      if (!names) return null;
      const links = await Promise.all(names.map((name) => readlink(join(folder, name)).catch(() => '')));
      const nodes = new Set(links.map((link) => NODE.exec(link)).map((node) => node && placeOf(node[1], node[2])));
      const devices = await plugged(sysfsRoot);
      return devices.filter(({ place }) => nodes.has(place)).map(({ socket }) => socket);
    },
    pretends: false,
  };
}

async function plugged(sysfsRoot: string): Promise<readonly { readonly place: string; readonly socket: UsbSocket }[]> {
  const folder = join(sysfsRoot, 'bus/usb/devices');
  const names = (await list(folder)).filter((name) => /^\d+-[\d.]+$/.test(name));
  return Promise.all(
    names.map(async (name) => {
      const read = (file: string) => readText(join(folder, name, file));
      const [bus, device, port] = await Promise.all(['busnum', 'devnum', 'devpath'].map(read));
      return { place: placeOf(bus, device), socket: { bus: Number(bus), port: port ?? '' } };
    }),
  );
}

function placeOf(bus: string | null | undefined, device: string | null | undefined): string {
  return `${Number(bus)}/${Number(device)}`;
}

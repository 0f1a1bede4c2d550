import { join } from 'node:path';
import type { HostUsbDevice } from '@baton/model/host/hardware';
import { list, readText } from '../hardware/sysfs';
import type { UsbMounts } from './usb-mounts';

const HUB = '09';

/**
 * USB devices that are plugged in, without hubs. Their texts are what the kernel read when they were plugged in
 * (Documentation/ABI/stable/sysfs-bus-usb): no device is asked.
 */
export async function readUsbDevices(
  sysfsRoot: string,
  mounts: UsbMounts = new Map(),
): Promise<readonly HostUsbDevice[]> {
  const folder = join(sysfsRoot, 'bus/usb/devices');
  // `1-4.2` is a device; `usb1` a root hub, `1-4.2:1.0` an interface.
  const names = (await list(folder)).filter((name) => /^\d+-[\d.]+$/.test(name));
  const devices = await Promise.all(
    names.map(async (name) => withMount(await readDevice(join(folder, name)), mounts.get(name))),
  );
  return devices
    .filter((device) => device !== null)
    .sort((a, b) => a.bus - b.bus || a.port.localeCompare(b.port, 'en', { numeric: true }));
}

async function readDevice(folder: string): Promise<HostUsbDevice | null> {
  const read = (name: string): Promise<string | null> => readText(join(folder, name));
  const [vendorId, productId, bus, port, kind, maker, product] = await Promise.all(
    ['idVendor', 'idProduct', 'busnum', 'devpath', 'bDeviceClass', 'manufacturer', 'product'].map(read),
  );
  if (!vendorId || !productId || !bus || !port || kind === HUB) return null;
  const name = [maker, product].filter(Boolean).join(' ') || `${vendorId}:${productId}`;
  return { bus: Number(bus), port, vendorId, productId, name };
}

function withMount(device: HostUsbDevice | null, mountedAt: string | undefined): HostUsbDevice | null {
  return device && mountedAt !== undefined ? { ...device, mountedAt } : device;
}

import type { HostHardware } from '@baton/model/host/hardware';
import type { HostUsb } from '@baton/model/profile/devices';
import type { DraftDisk } from '@baton/model/profile/storage';

/** The last part of a path. */
export function fileOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A disk by what it is: “win10.qcow2”, “New, 20 GiB”. */
export function diskName({ source }: DraftDisk): string {
  if (source.kind === 'new') return Number.isNaN(source.sizeGiB) ? 'New' : `New, ${source.sizeGiB} GiB`;
  return fileOf(source.path) || 'No file yet';
}

/** A USB device by its name where it is plugged in, else by how it is found. */
export function usbName({ select }: HostUsb, present: HostHardware['usb'] = []): string {
  const device = present.find((known) =>
    select.by === 'id'
      ? known.vendorId === select.vendorId && known.productId === select.productId
      : known.bus === select.bus && known.port === select.port,
  );
  const how = select.by === 'id' ? `${select.vendorId}:${select.productId}` : `bus ${select.bus}, port ${select.port}`;
  return device ? device.name : `USB ${how}`;
}

/** `disk0` as people count: “Disk 1”. */
export function bootName(entry: string): string {
  const [, kind = '', index = '0'] = /^([a-z]+)(\d+)$/.exec(entry) ?? [];
  const word = { disk: 'Disk', cd: 'CD drive', nic: 'Network card' }[kind];
  return word ? `${word} ${Number(index) + 1}` : entry;
}

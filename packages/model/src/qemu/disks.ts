import type { Disk } from '../profile/definition';
import { ROOT_PORTS } from './layout';

/** The one disk. Locking is on: two machines that write one image destroy it. */
export function diskDevices(disk: Disk): string[] {
  const node = {
    driver: disk.format,
    'node-name': 'disk0',
    discard: 'unmap',
    file: { driver: 'file', filename: disk.path, locking: 'on', discard: 'unmap' },
  };
  const common = { id: 'disk0-drive', drive: 'disk0', bootindex: 1 };
  const device =
    disk.bus === 'virtio'
      ? { driver: 'virtio-blk-pci', bus: ROOT_PORTS.disk.id, addr: '0x0', ...common }
      : { driver: 'ide-hd', bus: 'ide.0', ...common };
  return ['-blockdev', JSON.stringify(node), '-device', JSON.stringify(device)];
}

/** A drive with the ISO in it, or with an empty tray. */
export function opticalDrive(iso: string | null): string[] {
  const drive = { driver: 'ide-cd', id: 'cd0', bus: 'ide.1', bootindex: 2 };
  if (!iso) return ['-device', JSON.stringify(drive)];
  const node = {
    driver: 'raw',
    'node-name': 'iso0',
    'read-only': true,
    file: { driver: 'file', filename: iso, 'read-only': true },
  };
  return ['-blockdev', JSON.stringify(node), '-device', JSON.stringify({ ...drive, drive: 'iso0' })];
}

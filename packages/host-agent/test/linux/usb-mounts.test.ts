import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { BlockUse } from '../../src/adapters/linux/inventory/block-uses';
import { usbMounts } from '../../src/adapters/linux/inventory/usb-mounts';
import { SimulatedUsb } from '../../src/adapters/simulated/usb';
import { temporaryFolder } from '../temporary';

it('finds the USB device that a mounted disk is, behind a hub too, and none for a disk of another kind', async () => {
  const sysfs = await temporaryFolder();
  const place = async (device: string, path: string) => {
    await mkdir(join(sysfs, path), { recursive: true });
    await mkdir(join(sysfs, 'class/block'), { recursive: true });
    await symlink(join(sysfs, path), join(sysfs, 'class/block', device));
  };
  const usb = 'devices/pci0000:00/0000:00:14.0/usb1';
  await place('sdb1', `${usb}/1-9/1-9.2/1-9.2:1.0/host6/target6:0:0/6:0:0:0/block/sdb/sdb1`);
  await place('nvme0n1p1', 'devices/pci0000:00/0000:00:1d.0/0000:03:00.0/nvme/nvme0/nvme0n1/nvme0n1p1');
  const uses = new Map<string, BlockUse>([
    ['sdb1', { as: 'mount', by: '/media/stick' }],
    ['nvme0n1p1', { as: 'mount', by: '/' }],
    ['gone', { as: 'swap', by: null }],
  ]);
  expect([...(await usbMounts(sysfs, uses))]).toEqual([['1-9.2', '/media/stick']]);
});

it('sees devices of the simulated laptop come, go and be mounted, each told once', () => {
  const usb = new SimulatedUsb();
  let told = 0;
  const stop = usb.watch(() => {
    told += 1;
  });
  const stick = { bus: 1, port: '4' };
  usb.mount(stick, '/media/stick');
  expect(usb.devices.find(({ port }) => port === '4')?.mountedAt).toBe('/media/stick');
  usb.pull(stick);
  expect(usb.devices.some(({ port }) => port === '4')).toBe(false);
  usb.plugIn({ ...stick, vendorId: '0951', productId: '1666', name: 'Stick' });
  expect(usb.devices.filter(({ port }) => port === '4').map(({ name }) => name)).toEqual(['Stick']);
  stop();
  usb.pull(stick);
  expect(told).toBe(3);
});

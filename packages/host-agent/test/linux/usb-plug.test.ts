import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { linuxUsbPlug } from '../../src/adapters/linux/usb-plug';
import { temporaryFolder } from '../temporary';

it('sees which USB devices a process has open by their numbers on the bus, and nothing of a process that is gone', async () => {
  const [procRoot, sysfsRoot] = [await temporaryFolder(), await temporaryFolder()];
  const plugIn = async (name: string, files: Readonly<Record<string, string>>) => {
    const folder = join(sysfsRoot, 'bus/usb/devices', name);
    await mkdir(folder, { recursive: true });
    for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), `${text}\n`);
  };
  await plugIn('1-4.2', { busnum: '1', devnum: '12', devpath: '4.2' });
  await plugIn('1-3', { busnum: '1', devnum: '4', devpath: '3' });
  await plugIn('1-3:1.0', {});
  await mkdir(join(procRoot, '77/fd'), { recursive: true });
  await symlink('/dev/bus/usb/001/012', join(procRoot, '77/fd/9'));
  await symlink('/dev/kvm', join(procRoot, '77/fd/10'));
  const plug = linuxUsbPlug({ procRoot, sysfsRoot });
  expect(await plug.openBy(77)).toEqual([{ bus: 1, port: '4.2' }]);
  expect(await plug.openBy(78)).toBeNull();
});

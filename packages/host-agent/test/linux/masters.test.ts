import { pciAddress } from '@baton/model/pci/address';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OtherMasters } from '../../src/ports/masters';
import { FixtureHost } from './fixture-host';

const GPU = pciAddress('0000:01:00.0');
const NVIDIA = { vendor: '0x10de', device: '0x1bb6', class: '0x030000' };
const RULE = [
  '# Remove NVIDIA Audio devices, if present',
  'ACTION=="add", SUBSYSTEM=="pci", ATTR{vendor}=="0x10de", ATTR{class}=="0x040300", \\',
  '  ATTR{power/control}="auto", ATTR{remove}="1"',
].join('\n');

describe('other masters of the GPU', () => {
  let host: FixtureHost;
  let masters: OtherMasters;

  beforeEach(() => {
    host = new FixtureHost();
    masters = host.hardware().masters;
  });
  afterEach(() => host.remove());

  const gpu = (attributes: Readonly<Record<string, string>> = NVIDIA): void =>
    host.function({ address: GPU, attributes });

  test('are none on a host that has none', async () => {
    gpu();
    expect(await masters.find(GPU)).toEqual([]);
  });

  test('are programs that run, not programs that are installed', async () => {
    gpu();
    host.write('sys/fs/cgroup/system.slice/supergfxd.service/cgroup.procs', '700\n');
    host.write('sys/fs/cgroup/system.slice/com.system76.PowerDaemon.service/cgroup.procs', '701\n');
    host.write('sys/fs/cgroup/system.slice/optimus-manager.service/cgroup.procs', '');
    expect(await masters.find(GPU)).toEqual([
      { code: 'gpu.other-master', severity: 'warning', facts: { program: 'supergfxd' } },
      { code: 'gpu.other-master', severity: 'warning', facts: { program: 'system76-power' } },
    ]);
  });

  test.each([
    ['etc/udev/rules.d/50-remove-nvidia.rules', RULE, true],
    ['usr/lib/udev/rules.d/90-nvidia-udev-pm-G05.rules', RULE, true],
    ['etc/udev/rules.d/50-remove-nvidia.rules.bak', RULE, false],
    ['etc/udev/rules.d/commented.rules', RULE.replace('ACTION', '#ACTION'), false],
    ['etc/udev/rules.d/amd.rules', RULE.replace('0x10de', '0x1002'), false],
    ['etc/udev/rules.d/power.rules', RULE.replace('ATTR{remove}="1"', 'ATTR{remove}=="1"'), false],
  ])('are rules that remove: %s', async (file, text, removes) => {
    gpu();
    host.write(file, text);
    const facts = { file: `${host.root}/${file}` };
    expect(await masters.find(GPU)).toEqual(removes ? [{ code: 'gpu.udev-removes', severity: 'warning', facts }] : []);
  });

  test('are no rules that the administrator has hidden, and no rules for another maker’s card', async () => {
    host.write('usr/lib/udev/rules.d/90-nvidia.rules', RULE);
    gpu({ ...NVIDIA, vendor: '0x1002' });
    expect(await masters.find(GPU)).toEqual([]);
    const nvidia = pciAddress('0000:02:00.0');
    host.function({ address: nvidia, attributes: NVIDIA });
    expect(await masters.find(nvidia)).toHaveLength(1);
    host.write('etc/udev/rules.d/90-nvidia.rules', '# nothing\n');
    expect(await masters.find(nvidia)).toEqual([]);
  });

  test.each([
    ['etc/modprobe.d/vfio.conf', 'options vfio-pci ids=10de:1bb6,10de:10f0 disable_vga=1', '10de:1bb6,10de:10f0'],
    ['usr/lib/modprobe.d/vfio.conf', 'options vfio_pci disable_vga=1 ids=10DE:1BB6:1028:07b1', '10DE:1BB6:1028:07b1'],
    ['etc/modprobe.d/vfio.conf', 'options vfio-pci \\\n  ids=10de:1bb6', '10de:1bb6'],
    ['etc/modprobe.d/vfio.conf', '#options vfio-pci ids=10de:1bb6', null],
    ['etc/modprobe.d/vfio.conf', 'options vfio-pci ids=10de:1bb7', null],
    ['etc/modprobe.d/vfio.conf', 'options other ids=10de:1bb6', null],
    ['proc/cmdline', 'quiet vfio-pci.ids=1002:1bb6,10de:1bb6 splash', '1002:1bb6,10de:1bb6'],
    ['proc/cmdline', 'vfio_pci.ids=10de:1bb6', '10de:1bb6'],
    ['proc/cmdline', 'quiet novfio_pci.ids=10de:1bb6', null],
  ])('are what vfio-pci was told in %s: %s', async (file, text, ids) => {
    gpu();
    host.write(file, `${text}\n`);
    const where = file === 'proc/cmdline' ? 'The kernel command line' : `${host.root}/${file}`;
    const told = { code: 'gpu.static-vfio', severity: 'warning', facts: { where, ids } };
    expect(await masters.find(GPU)).toEqual(ids === null ? [] : [told]);
  });
});

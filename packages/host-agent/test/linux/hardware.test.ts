import { pciAddress } from '@baton/model/pci/address';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/adapters/linux/clock';
import { OneShot } from '../../src/adapters/linux/hardware/one-shot';
import type { HostHardware } from '../../src/ports/host-hardware';
import { WriteError } from '../../src/ports/kernel-errors';
import { FixtureHost } from './fixture-host';

const GPU = pciAddress('0000:01:00.0');
const AUDIO = pciAddress('0000:01:00.1');
const PORT = pciAddress('0000:00:01.0');
const PCI_IDS = [
  '# comment',
  '10de  NVIDIA Corporation',
  '\t1bb6  GP104GLM [Quadro P5000 Mobile]',
  '\t\t1028 07b1  Precision 7720',
  '8086  Intel Corporation',
  '\t1901  6th-10th Gen Core Processor PCIe Controller (x16)',
  'C 03  Display controller',
  '',
].join('\n');

describe('the hardware of a Linux host', () => {
  let host: FixtureHost;
  let hardware: HostHardware;

  beforeEach(() => {
    host = new FixtureHost();
    host.write('pci.ids', PCI_IDS);
    host.function({
      address: PORT,
      driver: 'pcieport',
      group: 1,
      attributes: { vendor: '0x8086', device: '0x1901', class: '0x060400', 'power/runtime_status': 'active' },
    });
    host.function({
      address: GPU,
      parent: PORT,
      driver: 'nvidia',
      group: 1,
      attributes: {
        vendor: '0x10de',
        device: '0x1bb6',
        class: '0x030000',
        subsystem_vendor: '0x1028',
        subsystem_device: '0x07b1',
        boot_vga: '0',
        driver_override: '(null)',
        power_state: 'D0',
        d3cold_allowed: '1',
        reset_method: 'flr bus',
        'power/runtime_status': 'active',
        'power/control': 'auto',
      },
    });
    host.function({
      address: AUDIO,
      parent: PORT,
      group: 1,
      attributes: { vendor: '0x10de', device: '0x10f0', class: '0x040300', driver_override: 'vfio-pci' },
    });
    hardware = host.hardware();
  });
  afterEach(() => host.remove());

  test('reads a function from attributes that do not wake it', async () => {
    expect(await hardware.bus.functionAt(GPU)).toEqual({
      address: GPU,
      vendorId: '10de',
      deviceId: '1bb6',
      subsystemVendorId: '1028',
      subsystemDeviceId: '07b1',
      classCode: 0x030000,
      name: 'NVIDIA display controller [10de:1bb6]',
      driver: 'nvidia',
      driverOverride: null,
      iommuGroup: 1,
      bootVga: false,
      powerState: 'D0',
      runtimeStatus: 'active',
      powerControl: 'auto',
      d3coldAllowed: true,
      resetMethods: ['flr', 'bus'],
      parent: PORT,
    });
  });

  test('lists the bus with names from pci.ids, and plain ones for what it does not know', async () => {
    const functions = await hardware.bus.functions();
    expect(functions.map(({ address, name }) => [address, name])).toEqual([
      [PORT, 'Intel 6th-10th Gen Core Processor PCIe Controller (x16)'],
      [GPU, 'NVIDIA GP104GLM [Quadro P5000 Mobile]'],
      [AUDIO, 'NVIDIA audio device [10de:10f0]'],
    ]);
    expect(functions.at(-1)).toMatchObject({ driver: null, driverOverride: 'vfio-pci', runtimeStatus: 'unsupported' });
  });

  test('leaves the locked attribute out when asked', async () => {
    const functions = await hardware.bus.functions({ withoutLocks: true });
    expect(functions.at(-1)?.driverOverride).toBeNull();
  });

  test('answers null for a function that is not there', async () => {
    expect(await hardware.bus.functionAt(pciAddress('0000:05:00.0'))).toBeNull();
  });

  test('writes what the kernel wants to read', async () => {
    await hardware.bus.setDriverOverride(GPU, 'vfio-pci');
    expect(host.read(`sys/bus/pci/devices/${GPU}/driver_override`)).toContain('vfio-pci\n');
    await hardware.bus.setPowerControl(GPU, 'on');
    expect(host.read(`sys/bus/pci/devices/${GPU}/power/control`)).toMatch(/^on\n/);
    await hardware.bus.setD3coldAllowed(GPU, false);
    expect(host.read(`sys/bus/pci/devices/${GPU}/d3cold_allowed`)).toBe('0\n');
    await hardware.bus.unbind(GPU);
    expect(host.read('sys/bus/pci/drivers/nvidia/unbind')).toBe(`${GPU}\n`);
    await hardware.bus.probe(GPU);
    expect(host.read('sys/bus/pci/drivers_probe')).toBe(`${GPU}\n`);
    host.write(`sys/bus/pci/devices/${GPU}/reset`, '');
    await hardware.bus.reset(GPU);
    expect(host.read(`sys/bus/pci/devices/${GPU}/reset`)).toBe('1\n');
  });

  test('refuses to reset what the kernel knows no reset for', async () => {
    await expect(hardware.bus.reset(AUDIO)).rejects.toBeInstanceOf(WriteError);
    expect(host.has(`sys/bus/pci/devices/${AUDIO}/reset`)).toBe(false);
  });

  test("tells the kernel's words when a write is refused, and creates nothing", async () => {
    const refused = await hardware.bus.unbind(AUDIO).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(WriteError);
    expect(refused).toMatchObject({ words: 'No such file or directory' });
  });

  test('reads modules with their users', async () => {
    host.write(
      'proc/modules',
      'nvidia_uvm 1540096 0 - Live 0x0\nnvidia 56786944 2 nvidia_uvm,nvidia_modeset, Live 0x0 (POE)\n',
    );
    host.write('sys/module/nvidia/version', '535.183.01\n');
    expect(await hardware.modules.loaded()).toEqual([
      { name: 'nvidia_uvm', useCount: 0, usedBy: [], version: null },
      { name: 'nvidia', useCount: 2, usedBy: ['nvidia_uvm', 'nvidia_modeset'], version: '535.183.01' },
    ]);
  });

  test('counts no users on a kernel that does not count them', async () => {
    // Recorded on a kernel without module unloading: both columns are dashes.
    host.write('proc/modules', 'nvidia_uvm 1830912 - - Live 0xffffffffc080c000 (O)\n');
    expect(await hardware.modules.loaded()).toEqual([{ name: 'nvidia_uvm', useCount: 0, usedBy: [], version: null }]);
  });

  test('reads the connectors of the card alone', async () => {
    const drm = `sys/devices/pci0000:00/${PORT}/${GPU}/drm/card1`;
    host.write(`${drm}/card1-DP-1/status`, 'connected\n');
    host.write(`${drm}/card1-DP-1/enabled`, 'enabled\n');
    host.write(`${drm}/card1-HDMI-A-1/status`, 'disconnected\n');
    host.write(`${drm}/card1-HDMI-A-1/enabled`, 'disabled\n');
    const connectors = await hardware.displays.connectors(GPU);
    expect([...connectors].sort((a, b) => a.name.localeCompare(b.name))).toEqual([
      { name: 'DP-1', connected: true, enabled: true },
      { name: 'HDMI-A-1', connected: false, enabled: false },
    ]);
  });
});

describe('a child that touches the kernel', () => {
  test('is ended when it is only slow, and says so', async () => {
    const oneShot = new OneShot({ clock: systemClock, procRoot: '/proc' });
    const slow = oneShot.run({ doing: 'wait', argv: ['sleep', '60'], deadlineMs: 50 });
    await expect(slow).rejects.toMatchObject({ name: 'WriteError', words: 'no answer within 50 ms' });
  });

  test('is reported as stuck, with where it waits, when even SIGKILL does not end it in time', async () => {
    const noPatience = { now: () => 0, sleep: async () => undefined };
    const oneShot = new OneShot({ clock: noPatience, procRoot: '/proc' });
    const stuck = oneShot.run({ doing: 'unbind 0000:01:00.0', argv: ['sleep', '60'], deadlineMs: 10_000 });
    await expect(stuck).rejects.toMatchObject({
      name: 'StuckError',
      doing: 'unbind 0000:01:00.0',
      evidence: { waitedMs: 10_000, kernel: expect.stringContaining('state') },
    });
  });

  test('that cannot be started is an ordinary refusal', async () => {
    const oneShot = new OneShot({ clock: systemClock, procRoot: '/proc' });
    const absent = oneShot.run({ doing: 'nothing', argv: ['/nonexistent/tool'], deadlineMs: 5_000 });
    await expect(absent).rejects.toBeInstanceOf(WriteError);
  });
});

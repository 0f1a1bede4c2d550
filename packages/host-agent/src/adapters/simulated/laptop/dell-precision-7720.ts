import type { SimulatedFunction } from './state';

const DELL = { subsystemVendorId: '1028', subsystemDeviceId: '07b1' };

interface Described {
  readonly id: readonly [vendorId: string, deviceId: string];
  readonly classCode: number;
  readonly name: string;
  readonly group: number | null;
  readonly driver?: string;
  readonly parent?: string;
  readonly more?: Partial<SimulatedFunction>;
}

/** One function as it looks after boot: its host driver has it. */
export function device(address: string, described: Described): SimulatedFunction {
  const { id, classCode, name, group, driver = null, parent = null, more } = described;
  return {
    address,
    vendorId: id[0],
    deviceId: id[1],
    ...DELL,
    classCode,
    name,
    driver,
    driverOverride: null,
    iommuGroup: group,
    bootVga: false,
    powerControl: 'on',
    d3coldAllowed: true,
    resetMethods: [],
    parent,
    present: true,
    hostDriver: driver,
    registersLost: false,
    deaf: 'no',
    powerFailed: false,
    ...more,
  };
}

export const GPU = '0000:01:00.0';
export const GPU_AUDIO = '0000:01:00.1';
export const GPU_PORT = '0000:00:01.0';

/** The GPU with its audio function, behind the CPU's own root port: group 1, as this laptop's kernel log has it. */
export function quadroP5000(): SimulatedFunction[] {
  const group = 1;
  return [
    device(GPU_PORT, {
      id: ['8086', '1901'],
      classCode: 0x060400,
      name: 'Intel 6th-10th Gen Core Processor PCIe Controller (x16)',
      group,
      driver: 'pcieport',
    }),
    device(GPU, {
      id: ['10de', '1bb6'],
      classCode: 0x030000,
      name: 'NVIDIA GP104GLM [Quadro P5000 Mobile]',
      group,
      driver: 'nvidia',
      parent: GPU_PORT,
      more: { resetMethods: ['pm', 'bus'] },
    }),
    device(GPU_AUDIO, {
      id: ['10de', '10f0'],
      classCode: 0x040300,
      name: 'NVIDIA GP104 High Definition Audio Controller',
      group,
      driver: 'snd_hda_intel',
      parent: GPU_PORT,
      more: { powerControl: 'auto', resetMethods: ['bus'] },
    }),
  ];
}

/** The rest of the laptop, in the groups of its kernel log. The iGPU has none: it boots with intel_iommu=igfx_off. */
export function chipset(): SimulatedFunction[] {
  const intel = (deviceId: string): readonly [string, string] => ['8086', deviceId];
  const port = (deviceId: string, name: string, group: number): Described => ({
    id: intel(deviceId),
    classCode: 0x060400,
    name,
    group,
    driver: 'pcieport',
  });
  return [
    device('0000:00:00.0', {
      id: intel('1910'),
      classCode: 0x060000,
      name: 'Intel Xeon E3-1200 v5 Host Bridge',
      group: 0,
    }),
    device('0000:00:02.0', {
      id: intel('191d'),
      classCode: 0x030000,
      name: 'Intel HD Graphics P530',
      group: null,
      driver: 'i915',
      more: { bootVga: true },
    }),
    device('0000:00:04.0', {
      id: intel('1903'),
      classCode: 0x118000,
      name: 'Intel Thermal Subsystem',
      group: 2,
      driver: 'proc_thermal_pci',
    }),
    device('0000:00:14.0', {
      id: intel('a12f'),
      classCode: 0x0c0330,
      name: 'Intel 100 Series USB 3.0 xHCI Controller',
      group: 3,
      driver: 'xhci_hcd',
    }),
    device('0000:00:14.2', {
      id: intel('a131'),
      classCode: 0x118000,
      name: 'Intel 100 Series Thermal Subsystem',
      group: 3,
      driver: 'intel_pch_thermal',
    }),
    device('0000:00:15.0', {
      id: intel('a160'),
      classCode: 0x118000,
      name: 'Intel 100 Series Serial IO I2C Controller #0',
      group: 4,
      driver: 'intel-lpss',
    }),
    device('0000:00:15.1', {
      id: intel('a161'),
      classCode: 0x118000,
      name: 'Intel 100 Series Serial IO I2C Controller #1',
      group: 4,
      driver: 'intel-lpss',
    }),
    device('0000:00:16.0', {
      id: intel('a13a'),
      classCode: 0x078000,
      name: 'Intel 100 Series MEI Controller #1',
      group: 5,
      driver: 'mei_me',
    }),
    device('0000:00:17.0', {
      id: intel('a103'),
      classCode: 0x010601,
      name: 'Intel HM170/QM170 SATA Controller [AHCI]',
      group: 6,
      driver: 'ahci',
    }),
    device('0000:00:1c.0', port('a110', 'Intel 100 Series PCI Express Root Port #1', 7)),
    device('0000:00:1c.2', port('a112', 'Intel 100 Series PCI Express Root Port #3', 8)),
    device('0000:00:1c.4', port('a114', 'Intel 100 Series PCI Express Root Port #5', 9)),
    device('0000:00:1f.0', {
      id: intel('a150'),
      classCode: 0x060100,
      name: 'Intel CM236 LPC/eSPI Controller',
      group: 10,
    }),
    device('0000:00:1f.2', { id: intel('a121'), classCode: 0x058000, name: 'Intel 100 Series PMC', group: 10 }),
    device('0000:00:1f.3', {
      id: intel('a170'),
      classCode: 0x040300,
      name: 'Intel 100 Series HD Audio Controller',
      group: 10,
      driver: 'snd_hda_intel',
    }),
    device('0000:00:1f.4', {
      id: intel('a123'),
      classCode: 0x0c0500,
      name: 'Intel 100 Series SMBus',
      group: 10,
      driver: 'i801_smbus',
    }),
    device('0000:00:1f.6', {
      id: intel('15b7'),
      classCode: 0x020000,
      name: 'Intel Ethernet Connection I219-LM',
      group: 10,
      driver: 'e1000e',
    }),
    device('0000:02:00.0', {
      id: intel('24f3'),
      classCode: 0x028000,
      name: 'Intel Wireless 8260',
      group: 11,
      driver: 'iwlwifi',
      parent: '0000:00:1c.2',
    }),
    device('0000:03:00.0', {
      id: ['10ec', '525a'],
      classCode: 0xff0000,
      name: 'Realtek RTS525A PCI Express Card Reader',
      group: 12,
      driver: 'rtsx_pci',
      parent: '0000:00:1c.4',
    }),
  ];
}

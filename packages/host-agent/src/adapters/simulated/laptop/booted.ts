import { randomUUID } from 'node:crypto';
import { chipset, device, GPU, quadroP5000 } from './dell-precision-7720';
import { type LaptopState, type SimulatedFunction, STATE_VERSION } from './state';

/** The healthy laptop, just booted: the scenarios change it. */
export function healthy(): LaptopState {
  return {
    version: STATE_VERSION,
    scenario: 'optimus',
    name: 'Dell Precision 7720',
    bootId: randomUUID(),
    gpu: GPU,
    functions: [...chipset(), ...quadroP5000()],
    modules: { ...nvidiaModules(true), vfio_pci: module(false) },
    processes: [],
    services: [],
    connectors: [],
    console: null,
    supply: { percent: 87, onMains: true },
    power: {
      card: 'on',
      refuses: false,
      bbswitch: { present: true, dangling: false },
      switcheroo: false,
      acpiCall: false,
      portPowerResources: false,
      portPmOff: false,
      driverRuntimePm: false,
    },
    others: { programs: [], udevRule: null, staticVfio: null },
    vfioNodeUid: 0,
    kernelLog: ['bbswitch: version 0.8', 'bbswitch: detected an Optimus _DSM function'],
    unbindHangs: false,
    stuck: null,
    groupOpen: null,
  };
}

/** The laptop with some of its functions changed, by address. */
export function withFunctions(
  laptop: LaptopState,
  changes: Readonly<Record<string, Partial<SimulatedFunction>>>,
): LaptopState {
  return { ...laptop, functions: laptop.functions.map((fn) => ({ ...fn, ...changes[fn.address] })) };
}

/** Without bbswitch: nobody switches, unless the laptop has something else. */
export function withoutBbswitch(laptop: LaptopState): LaptopState {
  return {
    ...laptop,
    power: { ...laptop.power, bbswitch: { present: false, dangling: false } },
    kernelLog: laptop.kernelLog.filter((line) => !line.startsWith('bbswitch')),
  };
}

export function module(loaded: boolean, needs: readonly string[] = [], version: string | null = null) {
  return { loaded, needs: [...needs], otherUsers: 0, version };
}

export function nvidiaModules(loaded: boolean) {
  const part = (...needs: string[]) => module(loaded, needs, '535.183.01');
  return {
    nvidia: part(),
    nvidia_uvm: part('nvidia'),
    nvidia_modeset: part('nvidia'),
    nvidia_drm: part('nvidia_modeset'),
  };
}

/** The host's disk, in the GPU's group. */
export function diskInGroup(): SimulatedFunction[] {
  return [
    device('0000:00:01.1', {
      id: ['8086', '1905'],
      classCode: 0x060400,
      name: 'Intel 6th-10th Gen Core Processor PCIe Controller (x8)',
      group: 1,
      driver: 'pcieport',
    }),
    device('0000:04:00.0', {
      id: ['144d', 'a804'],
      classCode: 0x010802,
      name: 'Samsung NVMe SSD Controller SM961/PM961',
      group: 1,
      driver: 'nvme',
      parent: '0000:00:01.1',
    }),
  ];
}

/** A desktop's other card: the boot display, on the same driver. */
export function secondGpu(): SimulatedFunction[] {
  return [
    device('0000:00:1b.0', {
      id: ['8086', 'a167'],
      classCode: 0x060400,
      name: 'Intel 100 Series PCI Express Root Port #17',
      group: 13,
      driver: 'pcieport',
    }),
    device('0000:05:00.0', {
      id: ['10de', '1c82'],
      classCode: 0x030000,
      name: 'NVIDIA GP107 [GeForce GTX 1050 Ti]',
      group: 13,
      driver: 'nvidia',
      parent: '0000:00:1b.0',
      more: { bootVga: true },
    }),
  ];
}

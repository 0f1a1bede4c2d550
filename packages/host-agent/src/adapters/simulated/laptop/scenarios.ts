import { randomUUID } from 'node:crypto';
import { chipset, device, GPU, quadroP5000 } from './dell-precision-7720';
import { type LaptopState, STATE_VERSION } from './state';

export const SCENARIOS = [
  'optimus',
  'busy-gpu',
  'shared-group',
  'stuck-unbind',
  'bbswitch-refuses',
  'no-iommu',
  'desktop-two-gpus',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

export function isScenario(text: string): text is Scenario {
  return SCENARIOS.some((known) => known === text);
}

/** The laptop of a scenario, just booted. */
export function boot(scenario: Scenario): LaptopState {
  return BOOTED[scenario]({ ...optimus(), scenario });
}

const BOOTED = {
  optimus: (laptop) => laptop,
  'busy-gpu': (laptop) => ({
    ...laptop,
    processes: [
      {
        pid: 4312,
        user: 'anna',
        command: 'python3 train.py',
        opens: ['/dev/nvidia0', '/dev/nvidiactl', '/dev/nvidia-uvm'],
      },
    ],
  }),
  'shared-group': (laptop) => ({
    ...laptop,
    functions: [
      ...laptop.functions,
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
    ],
  }),
  'stuck-unbind': (laptop) => ({ ...laptop, unbindHangs: true }),
  'bbswitch-refuses': (laptop) => ({
    ...laptop,
    functions: laptop.functions.map((fn) =>
      fn.address.startsWith('0000:01:00') ? { ...fn, driver: null, powerControl: 'on' as const } : fn,
    ),
    modules: { ...laptop.modules, ...nvidiaModules(false) },
    bbswitch: { ...laptop.bbswitch, power: 'off', refuses: true },
    kernelLog: [...laptop.kernelLog, `bbswitch: Succesfully loaded. Discrete card ${GPU} is off`],
  }),
  'no-iommu': (laptop) => ({
    ...laptop,
    functions: laptop.functions.map((fn) => ({ ...fn, iommuGroup: null })),
  }),
  'desktop-two-gpus': (laptop) => ({
    ...laptop,
    functions: [...laptop.functions.filter((fn) => fn.address !== '0000:00:02.0'), ...secondGpu()],
    connectors: [{ name: 'DP-1', connected: true, enabled: true }],
    modules: { ...laptop.modules, nvidia_drm: { ...nvidiaModules(true).nvidia_drm, otherUsers: 2 } },
    bbswitch: { ...laptop.bbswitch, present: false },
  }),
} satisfies Record<Scenario, (laptop: LaptopState) => LaptopState>;

function optimus(): LaptopState {
  return {
    version: STATE_VERSION,
    scenario: 'optimus',
    bootId: randomUUID(),
    gpu: GPU,
    functions: [...chipset(), ...quadroP5000()],
    modules: { ...nvidiaModules(true), vfio_pci: { loaded: false, needs: [], otherUsers: 0, version: null } },
    processes: [],
    connectors: [],
    bbswitch: { present: true, power: 'on', refuses: false, dangling: false },
    kernelLog: ['bbswitch: version 0.8', `bbswitch: detected an Optimus _DSM function`],
    unbindHangs: false,
    stuck: null,
    groupOpen: null,
  };
}

function nvidiaModules(loaded: boolean) {
  const module = (...needs: string[]) => ({ loaded, needs, otherUsers: 0, version: '535.183.01' });
  return {
    nvidia: module(),
    nvidia_uvm: module('nvidia'),
    nvidia_modeset: module('nvidia'),
    nvidia_drm: module('nvidia_modeset'),
  };
}

/** A desktop's other card: the boot display, on the same driver. */
function secondGpu() {
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

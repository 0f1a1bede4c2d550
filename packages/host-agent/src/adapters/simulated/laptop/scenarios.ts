import { diskInGroup, healthy, module, nvidiaModules, secondGpu, withFunctions, withoutBbswitch } from './booted';
import { GPU, GPU_AUDIO, GPU_PORT } from './dell-precision-7720';
import type { LaptopState } from './state';

export const SCENARIOS = [
  'optimus',
  'rtd3',
  'bumblebee',
  'nouveau',
  'busy-gpu',
  'persistenced',
  'shared-group',
  'audio-in-group',
  'stuck-unbind',
  'bbswitch-refuses',
  'dead-gpu',
  'two-masters',
  'on-battery',
  'no-iommu',
  'desktop-two-gpus',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

export function isScenario(text: string): text is Scenario {
  return SCENARIOS.some((known) => known === text);
}

/** The laptop of a scenario, just booted. `now` in milliseconds since the epoch. */
export function boot(scenario: Scenario, now: number): LaptopState {
  return BOOTED[scenario]({ ...healthy(), scenario }, now);
}

const ONBOARD_AUDIO = '0000:00:1f.3';

const BOOTED = {
  optimus: (laptop) => laptop,

  rtd3: (laptop) => ({
    ...withoutBbswitch(
      withFunctions(laptop, {
        [GPU_PORT]: { powerControl: 'auto' },
        [GPU]: { deviceId: '1eb5', name: 'NVIDIA TU104GLM [Quadro RTX 5000 Mobile / Max-Q]', powerControl: 'auto' },
        [GPU_AUDIO]: { deviceId: '10f8', name: 'NVIDIA TU104 HD Audio Controller' },
      }),
    ),
    name: 'Dell Precision 7740',
    power: {
      ...withoutBbswitch(laptop).power,
      portPowerResources: true,
      driverRuntimePm: true,
    },
  }),

  bumblebee: (laptop) => ({
    ...withDriverlessCard(laptop),
    services: [{ name: 'bumblebeed', active: true }],
    power: { ...laptop.power, card: 'off' },
    kernelLog: [...laptop.kernelLog, 'bbswitch: disabling discrete graphics'],
  }),

  nouveau: (laptop) => {
    const { vfio_pci } = laptop.modules;
    const bare = withoutBbswitch(withFunctions(laptop, { [GPU]: { driver: 'nouveau', hostDriver: 'nouveau' } }));
    return {
      ...bare,
      modules: { nouveau: module(true), ...(vfio_pci && { vfio_pci }) },
      connectors: ['DP-3', 'HDMI-A-2'].map((name) => ({ name, connected: false, enabled: false })),
      console: { id: 'vtcon1', name: '(M) frame buffer device', bound: true },
      power: { ...bare.power, switcheroo: true, acpiCall: true },
    };
  },

  'busy-gpu': (laptop, now) => ({
    ...laptop,
    processes: [
      {
        pid: 4312,
        user: 'anna',
        command: 'python3 train.py',
        opens: ['/dev/nvidia0', '/dev/nvidiactl', '/dev/nvidia-uvm'],
        since: now - 47 * 60_000,
        startTicks: 184_211,
        ignoresTerm: false,
      },
    ],
  }),

  persistenced: (laptop) => ({
    ...laptop,
    services: [
      { name: 'nvidia-persistenced', active: true },
      { name: 'nvidia-powerd', active: true },
    ],
  }),

  'shared-group': (laptop) => ({ ...laptop, functions: [...laptop.functions, ...diskInGroup()] }),

  'audio-in-group': (laptop) => withFunctions(laptop, { [ONBOARD_AUDIO]: { iommuGroup: 1 } }),

  'stuck-unbind': (laptop) => ({ ...laptop, unbindHangs: true }),

  'bbswitch-refuses': (laptop) => ({
    ...withDriverlessCard(laptop),
    power: { ...laptop.power, card: 'off', refuses: true },
    kernelLog: [...laptop.kernelLog, `bbswitch: Succesfully loaded. Discrete card ${GPU} is off`],
  }),

  'dead-gpu': (laptop) => {
    const onVfio = { driver: 'vfio-pci', driverOverride: 'vfio-pci', powerControl: 'auto' } as const;
    return {
      ...withoutBbswitch(
        withFunctions(laptop, { [GPU]: { ...onVfio, deaf: 'until-found-again' }, [GPU_AUDIO]: onVfio }),
      ),
      modules: { ...nvidiaModules(false), vfio_pci: module(true) },
    };
  },

  'two-masters': (laptop) => ({
    ...withFunctions(laptop, { [GPU_AUDIO]: { driver: null, present: false } }),
    others: {
      programs: ['supergfxd'],
      udevRule: '/etc/udev/rules.d/50-remove-nvidia.rules',
      staticVfio: { where: '/etc/modprobe.d/vfio.conf', ids: ['10de:1bb6', '10de:10f0'] },
    },
  }),

  'on-battery': (laptop) => ({ ...laptop, supply: { percent: 24, onMains: false } }),

  'no-iommu': (laptop) => ({
    ...laptop,
    functions: laptop.functions.map((fn) => ({ ...fn, iommuGroup: null })),
  }),

  'desktop-two-gpus': (laptop) => {
    const bare = withoutBbswitch(laptop);
    return {
      ...bare,
      functions: [...bare.functions.filter((fn) => fn.address !== '0000:00:02.0'), ...secondGpu()],
      connectors: [{ name: 'DP-1', connected: true, enabled: true }],
      modules: { ...bare.modules, nvidia_drm: { ...nvidiaModules(true).nvidia_drm, otherUsers: 2 } },
      supply: null,
    };
  },
} satisfies Record<Scenario, (laptop: LaptopState, now: number) => LaptopState>;

/** Booted without the host's driver: nobody has the card. */
function withDriverlessCard(laptop: LaptopState): LaptopState {
  const bare = { driver: null, powerControl: 'on' } as const;
  return {
    ...withFunctions(laptop, { [GPU]: bare, [GPU_AUDIO]: bare }),
    modules: { ...laptop.modules, ...nvidiaModules(false) },
  };
}

import { expect, test } from 'vitest';
import { problem } from '../problem';
import type { GpuFacts } from './facts';
import { observe } from './observe';
import { AUDIO, GPU, laptopFacts, pciFunction, power } from './testing/laptop-facts';

const PROCESS = {
  pid: 9,
  user: 'anna',
  command: 'blender',
  opens: ['/dev/nvidia0'],
  since: null,
  startTicks: 1,
  service: null,
};
const STUCK = problem('gpu.wedged', { address: GPU, doing: 'unbind', sinceMs: 1 });

function with0(fn: Partial<GpuFacts['functions'][number]>, facts = laptopFacts()): GpuFacts {
  return { ...facts, functions: facts.functions.map((each) => (each.address === GPU ? { ...each, ...fn } : each)) };
}

test.each<[string, GpuFacts, string]>([
  ['function 0 is not on the bus', { ...laptopFacts(), functions: [] }, 'missing'],
  ['a host driver and nobody uses it', laptopFacts(), 'host-idle'],
  ['a companion has no driver at home', laptopFacts({ audio: null }), 'host-idle'],
  ['a process has it open', laptopFacts({}, { processes: [PROCESS] }), 'host-in-use'],
  [
    'it lights a screen',
    laptopFacts({}, { connectors: [{ name: 'DP-1', connected: true, enabled: true }] }),
    'host-in-use',
  ],
  [
    'a screen is plugged in and dark',
    laptopFacts({}, { connectors: [{ name: 'DP-1', connected: true, enabled: false }] }),
    'host-idle',
  ],
  ['it is the boot display', with0({ bootVga: true }), 'host-in-use'],
  ['it is the only display', laptopFacts({}, { otherDisplays: [] }), 'host-in-use'],
  ['the host driver let it sleep', with0({ runtimeStatus: 'suspended', powerState: 'D3cold' }), 'host-suspended'],
  [
    'no driver, and bbswitch says OFF',
    laptopFacts({ gpu: null, audio: null }, { power: power({ backend: 'bbswitch', state: 'off' }) }),
    'powered-off',
  ],
  [
    'OFF with the audio driver still bound',
    laptopFacts({ gpu: null }, { power: power({ backend: 'bbswitch', state: 'off' }) }),
    'powered-off',
  ],
  ['no driver and awake', laptopFacts({ gpu: null, audio: null }), 'driverless'],
  [
    'no driver and asleep',
    with0({ runtimeStatus: 'suspended' }, laptopFacts({ gpu: null, audio: null })),
    'driverless-suspended',
  ],
  ['all on vfio-pci', laptopFacts({ gpu: 'vfio-pci', audio: 'vfio-pci' }), 'vfio-idle'],
  ['the group is open', laptopFacts({ gpu: 'vfio-pci', audio: 'vfio-pci' }, { groupOpen: { pid: 77 } }), 'in-guest'],
  [
    'open with a driverless companion',
    laptopFacts({ gpu: 'vfio-pci', audio: null }, { groupOpen: { pid: null } }),
    'in-guest',
  ],
  ['half on vfio-pci', laptopFacts({ gpu: 'vfio-pci' }), 'partial'],
  ['only the companion on vfio-pci', laptopFacts({ audio: 'vfio-pci' }), 'partial'],
  ['only the companion on a host driver', laptopFacts({ gpu: null }), 'partial'],
  ['the kernel gave up on it', with0({ runtimeStatus: 'error' }), 'wedged'],
  ['a write never came back', laptopFacts({}, { wedged: STUCK }), 'wedged'],
  ['stuck and moving', laptopFacts({}, { wedged: STUCK, moving: 'op' }), 'wedged'],
  ['a hand-over is under way', laptopFacts({}, { moving: 'op' }), 'transition'],
])('%s: the state is named', (_, facts, kind) => {
  expect(observe(facts).kind).toBe(kind);
});

test('a partial state tells which function is where', () => {
  expect(observe(laptopFacts({ gpu: 'vfio-pci' }))).toEqual({
    kind: 'partial',
    drivers: { [GPU]: 'vfio-pci', [AUDIO]: 'snd_hda_intel' },
  });
});

test('a slot with function 0 alone is whole', () => {
  const functions = [pciFunction({ address: GPU, driver: 'vfio-pci' })];
  expect(observe({ ...laptopFacts(), functions }).kind).toBe('vfio-idle');
});

import { describe, expect, test } from 'vitest';
import { pciAddress } from '../pci/address';
import type { GpuFacts, Home } from './facts';
import type { HandoverTarget } from './gpu-state';
import { inverse } from './inverse';
import { headings, plan } from './plan';
import type { HandoverStep, PlannedStep } from './step';
import { AUDIO, GPU, laptopFacts, PORT, pciFunction, power } from './testing/laptop-facts';

const OFF = { power: power({ state: 'off' }) };
const BARE = { gpu: null, audio: null };
const ON_VFIO = { gpu: 'vfio-pci', audio: 'vfio-pci' };
const HOME: Home = {
  drivers: { [GPU]: 'nvidia', [AUDIO]: 'snd_hda_intel' },
  powerControl: { [GPU]: 'on', [AUDIO]: 'auto', [PORT]: 'on' },
  d3coldAllowed: { [GPU]: true, [AUDIO]: false, [PORT]: false },
  modules: ['nvidia', 'nvidia_modeset', 'nvidia_drm'],
  services: [],
  off: false,
  console: null,
  port: PORT,
};

function steps(facts: GpuFacts, target: HandoverTarget['kind']): readonly PlannedStep[] {
  const way = plan(facts, target);
  if ('problem' in way) throw new Error(way.problem.code);
  return way.steps;
}

/** `unbind 0000:01:00.1`, in order. */
function words(planned: readonly PlannedStep[]): readonly string[] {
  return planned.map(({ step }) => brief(step));
}

function brief(step: HandoverStep): string {
  if (step.do === 'load-module' || step.do === 'unload-module') return `${step.do} ${step.module}`;
  if (step.do === 'set-override') return `set-override ${step.address} ${step.to}`;
  if (step.do === 'rescan') return `rescan ${step.port}`;
  if (step.do === 'switch-power' || step.do === 'set-power-control' || step.do === 'set-d3cold') {
    return `${step.do} ${step.address} ${step.to}`;
  }
  return `${step.do} ${step.address}`;
}

test.each<[string, GpuFacts, HandoverTarget['kind']]>([
  ['on vfio-pci', laptopFacts(ON_VFIO), 'vfio'],
  ['on the host', laptopFacts(), 'host'],
  ['asleep on the host', laptopFacts(), 'host'],
  ['off', laptopFacts(BARE, OFF), 'off'],
])('already %s: nothing to do', (_, facts, target) => {
  expect(steps(facts, target)).toEqual([]);
});

test('what is refused is not planned', () => {
  expect(plan(laptopFacts({}, { otherDisplays: [] }), 'vfio')).toMatchObject({
    problem: { code: 'gpu.drives-display' },
  });
});

describe('from the host to a machine', () => {
  test('removes the NVIDIA modules in their order, then takes the companion, then binds each function', () => {
    expect(words(steps(laptopFacts(), 'vfio'))).toEqual([
      'unload-module nvidia_drm',
      'unload-module nvidia_modeset',
      'unload-module nvidia_uvm',
      'unload-module nvidia',
      `set-override ${AUDIO} vfio-pci`,
      `unbind ${AUDIO}`,
      `set-override ${GPU} vfio-pci`,
      'load-module vfio-pci',
      `probe ${GPU}`,
      `probe ${AUDIO}`,
    ]);
  });

  test('pins port and functions awake first', () => {
    const facts = laptopFacts();
    const functions = facts.functions.map((fn) => ({
      ...fn,
      powerControl: 'auto' as const,
      d3coldAllowed: true,
      runtimeStatus: 'suspended' as const,
    }));
    const planned = words(steps({ ...facts, functions }, 'vfio'));
    expect(planned.slice(0, 6)).toEqual([
      `set-power-control ${GPU} on`,
      `set-d3cold ${GPU} false`,
      `set-power-control ${AUDIO} on`,
      `set-d3cold ${AUDIO} false`,
      `wait-awake ${GPU}`,
      `wait-awake ${AUDIO}`,
    ]);
  });

  test('only unbinds when another GPU needs the same driver', () => {
    const other = pciFunction({ address: pciAddress('0000:05:00.0'), driver: 'nvidia' });
    const planned = words(steps(laptopFacts({}, { otherDisplays: [other] }), 'vfio'));
    expect(planned.some((step) => step.startsWith('unload'))).toBe(false);
    expect(planned).toContain(`unbind ${GPU}`);
  });

  test('only unbinds an amdgpu: the integrated GPU may share it', () => {
    const planned = words(steps(laptopFacts({ gpu: 'amdgpu' }), 'vfio'));
    expect(planned).toEqual([
      `set-override ${AUDIO} vfio-pci`,
      `unbind ${AUDIO}`,
      `set-override ${GPU} vfio-pci`,
      `unbind ${GPU}`,
      'load-module vfio-pci',
      `probe ${GPU}`,
      `probe ${AUDIO}`,
    ]);
  });
});

test('from off to a machine: power on, repair the companion, reserve it afresh, bind', () => {
  const planned = steps(laptopFacts(BARE, OFF), 'vfio');
  expect(headings(planned)).toEqual(['power-on', 'repair', 'detach', 'bind']);
  expect(words(planned)).toEqual([
    `switch-power ${GPU} on`,
    `remove ${AUDIO}`,
    `rescan ${PORT}`,
    `set-d3cold ${AUDIO} false`,
    `set-override ${AUDIO} vfio-pci`,
    `unbind ${AUDIO}`,
    `set-override ${GPU} vfio-pci`,
    'load-module vfio-pci',
    `probe ${GPU}`,
    `probe ${AUDIO}`,
  ]);
});

test('back to the host: the reservation goes before the driver, then home is restored', () => {
  const planned = steps(laptopFacts(ON_VFIO, { home: HOME }), 'host');
  expect(headings(planned)).toEqual(['release', 'attach']);
  expect(words(planned)).toEqual([
    `set-override ${AUDIO} null`,
    `unbind ${AUDIO}`,
    `set-override ${GPU} null`,
    `unbind ${GPU}`,
    'load-module nvidia',
    'load-module nvidia_modeset',
    'load-module nvidia_drm',
    `probe ${GPU}`,
    `probe ${AUDIO}`,
    `set-d3cold ${GPU} true`,
    `set-power-control ${AUDIO} auto`,
  ]);
});

test('off after a machine: everything is released before the power goes', () => {
  const planned = words(steps(laptopFacts(ON_VFIO), 'off'));
  expect(planned.at(-1)).toBe(`switch-power ${GPU} off`);
  expect(planned.slice(0, -1).filter((step) => step.startsWith('unbind'))).toEqual([
    `unbind ${AUDIO}`,
    `unbind ${GPU}`,
  ]);
});

test('off from the host: reserves nothing and leaves no driver bound', () => {
  const planned = words(steps(laptopFacts(), 'off'));
  expect(planned).toEqual([
    'unload-module nvidia_drm',
    'unload-module nvidia_modeset',
    'unload-module nvidia_uvm',
    'unload-module nvidia',
    `unbind ${AUDIO}`,
    `switch-power ${GPU} off`,
  ]);
});

test('a card that was switched on and left there is repaired before anything binds', () => {
  const due = laptopFacts(BARE, { repairDue: true });
  expect(headings(steps(due, 'vfio'))).toEqual(['repair', 'detach', 'bind']);
  expect(headings(steps(due, 'host'))).toEqual(['repair', 'attach']);
});

test('no plan ever removes function 0', () => {
  const states = [laptopFacts(), laptopFacts(BARE, OFF), laptopFacts(ON_VFIO), laptopFacts(BARE, { repairDue: true })];
  for (const facts of states) {
    for (const target of ['vfio', 'host', 'off'] as const) {
      expect(words(steps(facts, target))).not.toContain(`remove ${GPU}`);
    }
  }
});

describe('undoing', () => {
  const brieflyUndone = (step: HandoverStep): readonly string[] => inverse(step).map(brief);

  test('binds again with the reservation gone first', () => {
    const step = { do: 'unbind', address: AUDIO, from: 'snd_hda_intel', override: null } as const;
    expect(brieflyUndone(step)).toEqual([`set-override ${AUDIO} null`, `unbind ${AUDIO}`, `probe ${AUDIO}`]);
  });

  test('brings an unbound vfio-pci back', () => {
    const step = { do: 'unbind', address: GPU, from: 'vfio-pci', override: 'vfio-pci' } as const;
    expect(brieflyUndone(step)).toEqual([`set-override ${GPU} vfio-pci`, `probe ${GPU}`]);
  });

  test('switches off only after the companions let go, and repairs them after switching on', () => {
    const by = { backend: 'bbswitch', calls: null } as const;
    const turn = { do: 'switch-power', address: GPU, by, companions: [AUDIO], port: PORT } as const;
    expect(brieflyUndone({ ...turn, to: 'on' })).toEqual([`unbind ${AUDIO}`, `switch-power ${GPU} off`]);
    expect(brieflyUndone({ ...turn, to: 'off' })).toEqual([
      `switch-power ${GPU} on`,
      `remove ${AUDIO}`,
      `rescan ${PORT}`,
    ]);
  });

  test('loads a removed module, and leaves a loaded one', () => {
    expect(brieflyUndone({ do: 'unload-module', module: 'nvidia' })).toEqual(['load-module nvidia']);
    expect(brieflyUndone({ do: 'load-module', module: 'vfio-pci' })).toEqual([]);
  });
});

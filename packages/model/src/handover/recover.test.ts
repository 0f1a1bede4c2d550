import { describe, expect, test } from 'vitest';
import { problem } from '../problem';
import type { GpuFacts } from './facts';
import { homeOf } from './home';
import { type RecoveryKind, recoveryRefusal, recoverySteps } from './recover';
import { stepDetail } from './step';
import { AUDIO, GPU, laptopFacts, PORT, power } from './testing/laptop-facts';

const ON_VFIO = { gpu: 'vfio-pci', audio: 'vfio-pci' };
const onBus = laptopFacts(ON_VFIO, { power: power({ backend: 'none', state: 'unknown' }) });
const idle = { ...onBus, functions: onBus.functions.map((fn) => ({ ...fn, resetMethods: ['pm', 'bus'] })) };
const gone: GpuFacts = { ...idle, functions: [], port: null, home: { ...homeOf(idle) } };

test.each<[string, GpuFacts, RecoveryKind, string | null]>([
  ['a card aside', idle, 'reset', null],
  ['a card aside', idle, 'rescan', null],
  ['a card that has left the bus', gone, 'rescan', null],
  ['a card that has left the bus', gone, 'reset', 'gpu.missing'],
  ['a card in a machine', { ...idle, groupOpen: { pid: 4 } }, 'reset', 'gpu.in-guest'],
  ['a card on the host’s driver', laptopFacts(), 'reset', 'host-has-it'],
  ['a card that a screen is on', laptopFacts({}, { otherDisplays: [] }), 'rescan', 'in-use'],
  ['a card that bbswitch knows', laptopFacts(ON_VFIO), 'rescan', 'bbswitch'],
  ['a card with sound that only its bus resets', onBus, 'reset', 'no-reset'],
  ['a lone card that only its bus resets', { ...onBus, functions: onBus.functions.slice(0, 1) }, 'reset', null],
  [
    'a card without a reset',
    { ...idle, functions: idle.functions.map((fn) => ({ ...fn, resetMethods: [] })) },
    'reset',
    'no-reset',
  ],
  [
    'a stuck kernel',
    { ...idle, wedged: problem('gpu.wedged', { address: GPU, doing: 'unbind', sinceMs: 0 }) },
    'rescan',
    'gpu.wedged',
  ],
])('%s, to be recovered by %3$s', (_, facts, how, expected) => {
  const refused = recoveryRefusal(facts, how);
  expect(refused?.code === 'gpu.recover-refused' ? refused.facts.because : (refused?.code ?? null)).toBe(expected);
});

describe('the steps', () => {
  const lines = (facts: GpuFacts, how: RecoveryKind) => recoverySteps(facts, how).map(({ step }) => stepDetail(step));

  test('of finding it again take function 0 last, and look behind the port', () => {
    expect(lines(idle, 'rescan')).toEqual([
      `${AUDIO} removed from the bus`,
      `${GPU} removed from the bus`,
      `${PORT} rescanned`,
    ]);
    expect(lines(gone, 'rescan')).toEqual([`${PORT} rescanned`]);
  });

  test('of a reset are one', () => {
    expect(lines(idle, 'reset')).toEqual([`${GPU} reset`]);
  });
});

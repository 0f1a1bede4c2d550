import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary';
import { kit, nic } from './kit';
import { PracticeHost } from './practice-means';

const VERBS = [
  'resize',
  'mount',
  'makeTap',
  'makeBridge',
  'setNat',
  'setForwarding',
  'start',
  'removeLink',
  'end',
  'unmount',
];
const WALKS = 20;
const STEPS = 20;

/** Mulberry32: the same walk for the same seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

describe('machines that come and go on a host that fails now and then', () => {
  it.each(Array.from({ length: WALKS }, (_, seed) => seed))('leave nothing behind (walk %i)', async (seed) => {
    const roll = dice(seed);
    const practice = new PracticeHost(await temporaryFolder());
    practice.pools['2M'].total = roll(3) * 10;
    practice.forwarding = roll(2) === 0;
    const before = practice.picture();
    const { order, again } = await kit(practice.means());
    let outfitter = again();
    const orders = await Promise.all(
      ['machine-one1', 'machine-two2', 'machine-six3'].map((id, index) =>
        order(
          {
            memory: { sizeMiB: 64, hugepages: index === 2 ? null : '2M' },
            machine: { tpm: index !== 1 },
            nics: [nic({ kind: 'nat' }), nic({ kind: 'passt', forwards: [] }, '02')],
          },
          id,
        ),
      ),
    );
    for (let step = 0; step < STEPS; step += 1) {
      const wanted = orders[roll(orders.length)];
      if (!wanted) continue;
      practice.failing.clear();
      if (roll(3) === 0) practice.failing.add(VERBS[roll(VERBS.length)] ?? '');
      if (roll(5) === 0) outfitter = again();
      if (roll(2) === 0) await outfitter.prepare(wanted).catch(() => undefined);
      else await outfitter.dismiss(wanted);
    }
    practice.failing.clear();
    for (const wanted of orders) expect(await again().dismiss(wanted)).toEqual([]);
    expect(practice.picture()).toEqual(before);
  });
});

import { describe, expect, it } from 'vitest';
import { seededRandom } from '../profile/testing/random';
import { CALM, type Lasting, type Patience, RAISED, step, type Zone } from './lasting';
import { gpuZone } from './limits';

const PATIENCE: Patience = { raiseAfterMs: 10_000, clearAfterMs: 30_000, gapMs: 25_000 };

/** A reading each `everyMs`; what happened, with the second in which it did. */
function play(zones: readonly Zone[], everyMs: number, from: Lasting = CALM) {
  let state = from;
  const told: string[] = [];
  zones.forEach((zone, index) => {
    const stepped = step(state, { zone, at: index * everyMs }, PATIENCE);
    state = stepped.state;
    if (stepped.happened) told.push(`${stepped.happened} at ${(index * everyMs) / 1000}`);
  });
  return { state, told };
}

const times = (count: number, zone: Zone): Zone[] => Array.from({ length: count }, () => zone);

describe('a condition that has to last', () => {
  it('is raised when it was over for as long as it has to, and not before', () => {
    expect(play(times(10, 'over'), 1000).told).toEqual([]);
    expect(play(times(11, 'over'), 1000).told).toEqual(['raised at 10']);
  });

  it('is raised by two readings where there is one each ten seconds', () => {
    expect(play(times(2, 'over'), 10_000).told).toEqual(['raised at 10']);
  });

  it('begins anew after one reading that was not over', () => {
    expect(play([...times(9, 'over'), 'between', ...times(9, 'over')], 1000).told).toEqual([]);
  });

  it('takes nothing for granted of a time without readings', () => {
    const first = step(CALM, { zone: 'over', at: 0 }, PATIENCE);
    expect(step(first.state, { zone: 'over', at: 60_000 }, PATIENCE).happened).toBeNull();
  });

  it('is over only well below the limit, and only when that lasted too', () => {
    expect(play(times(100, 'between'), 1000, RAISED).told).toEqual([]);
    expect(play(times(30, 'under'), 1000, RAISED).told).toEqual([]);
    expect(play(times(31, 'under'), 1000, RAISED).told).toEqual(['cleared at 30']);
    expect(play([...times(20, 'under'), 'over', ...times(20, 'under')], 1000, RAISED).told).toEqual([]);
  });

  it('takes turns, and keeps both patiences, on every one of many random ways', () => {
    const zones: readonly Zone[] = ['over', 'between', 'under', 'unknown'];
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = seededRandom(seed);
      const next = (below: number) => Math.floor(random() * below);
      let [state, at, zone, told]: [Lasting, number, Zone, string] = [CALM, 0, 'under', 'cleared'];
      let sameSince = 0;
      for (let count = 0; count < 200; count += 1) {
        const pause = next(20) === 0 ? 26_000 : 1000 * (1 + next(10));
        at += pause;
        const wanted = next(4) === 0 ? (zones[next(4)] ?? 'over') : zone;
        if (wanted !== zone || pause > PATIENCE.gapMs) sameSince = at;
        zone = wanted;
        const stepped = step(state, { zone, at }, PATIENCE);
        state = stepped.state;
        if (!stepped.happened) continue;
        expect(stepped.happened).not.toBe(told);
        told = stepped.happened;
        expect(zone).toBe(told === 'raised' ? 'over' : 'under');
        expect(at - sameSince).toBeGreaterThanOrEqual(told === 'raised' ? 10_000 : 30_000);
      }
    }
  });
});

describe('how hot a card is', () => {
  const at = (temperatureC: number) => ({ at: 0, source: 'host', readings: { temperatureC } }) as never;

  it('is over at its limit, and under five degrees below it', () => {
    expect([86, 87, 88].map((celsius) => gpuZone(at(celsius), 87))).toEqual(['between', 'over', 'over']);
    expect([82, 83].map((celsius) => gpuZone(at(celsius), 87))).toEqual(['under', 'between']);
  });

  it('is not known while it changes hands, and no longer so when it sleeps', () => {
    expect(gpuZone({ at: 0, source: 'none', reason: 'moving' }, 87)).toBe('unknown');
    expect(gpuZone({ at: 0, source: 'none', reason: 'asleep' }, 87)).toBe('under');
  });
});

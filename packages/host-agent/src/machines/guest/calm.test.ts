import { describe, expect, it } from 'vitest';
import { Calm } from './calm';

/** A clock that goes on when told. */
function turnedClock() {
  const waiting: (() => void)[] = [];
  const clock = {
    now: () => 0,
    sleep: (_: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        waiting.push(resolve);
        signal?.addEventListener('abort', () => reject(new Error('aborted')));
      }),
  };
  const turn = async () => {
    for (const go of waiting.splice(0)) go();
    for (let turns = 0; turns < 5; turns += 1) await Promise.resolve();
  };
  return { clock, turn };
}

describe('a flood', () => {
  it('writes its first at once and then the last of each stretch, with how many they were', async () => {
    const { clock, turn } = turnedClock();
    const calm = new Calm(clock);
    const told: string[] = [];
    const flood = (from: number, to: number) => {
      for (let each = from; each <= to; each += 1) calm.offer('tray', (times) => told.push(`${each} x${times}`));
    };
    flood(1, 1000);
    calm.offer('clock', () => told.push('clock'));
    expect(told).toEqual(['1 x1', 'clock']);
    await turn();
    expect(told.slice(2)).toEqual(['1000 x999']);
    flood(1001, 1003);
    await turn();
    expect(told.slice(3)).toEqual(['1003 x3']);
    await turn();
    flood(2000, 2000);
    expect(told.slice(4)).toEqual(['2000 x1']);
  });

  it('leaves nothing untold when the agent stops', () => {
    const calm = new Calm(turnedClock().clock);
    const told: number[] = [];
    for (let each = 1; each <= 7; each += 1) calm.offer('tray', () => told.push(each));
    calm.stop();
    expect(told).toEqual([1, 7]);
  });
});

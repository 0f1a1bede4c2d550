import { describe, expect, it } from 'vitest';
import { seamOf } from './series-seam';

const every = (fromS: number, toS: number) =>
  Array.from({ length: toS - fromS }, (_, index) => ({ at: (fromS + index) * 1000 }));

describe('where history ends and the ticks go on', () => {
  it('is nowhere before the first tick, and at the first tick then', () => {
    expect(seamOf([], undefined)).toBeUndefined();
    expect(seamOf(every(100, 103), undefined)).toBe(100_000);
  });

  it('stays where it is while ticks come and the oldest ones are dropped', () => {
    let known = seamOf(every(100, 101), undefined);
    for (let second = 101; second < 1000; second += 1)
      known = seamOf(every(Math.max(100, second - 300), second), known);
    expect(known).toBe(100_000);
  });

  it('moves to the first tick after a gap, and stays there when the gap is dropped', () => {
    const afterGap = [...every(100, 110), ...every(170, 180)];
    const moved = seamOf(afterGap, 100_000);
    expect(moved).toBe(170_000);
    expect(seamOf(every(175, 475), moved)).toBe(170_000);
  });

  it('is not moved by older ticks that come late', () => {
    expect(seamOf(every(40, 110), 100_000)).toBe(100_000);
  });
});

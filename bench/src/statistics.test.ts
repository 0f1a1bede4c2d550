import { describe, expect, it } from 'vitest';
import { median, quantile } from './statistics';

describe('quantile', () => {
  it('does not depend on the order of the samples', () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([3, 5, 1])).toBe(3);
  });

  it('reaches from the smallest to the largest sample', () => {
    expect(quantile([10, 2, 7], 0)).toBe(2);
    expect(quantile([10, 2, 7], 1)).toBe(10);
  });

  it('refuses to make a number out of no samples', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

import { describe, expect, it } from 'vitest';
import { endOf, secondsLeft, spokenSeconds } from './keep-countdown';

describe('the countdown of the dead-man switch', () => {
  it('ends when the host says, where the clocks agree', () => {
    expect(endOf(130_000, 105_000)).toBe(130_000);
  });

  it('counts from now where the host’s moment is past or too far away by this clock', () => {
    expect(endOf(130_000, 400_000)).toBe(430_000);
    expect(endOf(900_000, 105_000)).toBe(135_000);
  });

  it('never shows less than nothing', () => {
    expect(secondsLeft(10_000, 9_001)).toBe(1);
    expect(secondsLeft(10_000, 60_000)).toBe(0);
  });

  it('says the same words for ten seconds, so that they are spoken once', () => {
    const words = Array.from({ length: 30 }, (_, index) => spokenSeconds(30 - index));
    expect(new Set(words.slice(1, 10)).size).toBe(1);
    expect(new Set(words).size).toBeLessThan(8);
  });
});

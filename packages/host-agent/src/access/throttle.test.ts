import { describe, expect, it } from 'vitest';
import { Throttle } from './throttle';

const RULE = { freeTries: 3, firstDelayMs: 1000, maxDelayMs: 5000, forgetMs: 60_000 };

function setUp() {
  const time = { now: 0 };
  return { time, throttle: new Throttle(RULE, () => time.now) };
}

describe('the throttle', () => {
  it('lets the free tries pass, then makes the wait twice as long each time, up to the longest', () => {
    const { throttle } = setUp();
    const waits = Array.from({ length: 7 }, () => {
      throttle.count('a');
      return throttle.waitMs('a');
    });
    expect(waits).toEqual([0, 0, 1000, 2000, 4000, 5000, 5000]);
  });

  it('tells how many free tries are left', () => {
    const { throttle } = setUp();
    expect([throttle.count('a'), throttle.count('a'), throttle.count('a'), throttle.count('a')]).toEqual([2, 1, 0, 0]);
  });

  it('opens again when the wait is over, and closes for longer at the next try', () => {
    const { throttle, time } = setUp();
    for (let n = 0; n < 3; n += 1) throttle.count('a');
    time.now = 1000;
    expect(throttle.waitMs('a')).toBe(0);
    throttle.count('a');
    expect(throttle.waitMs('a')).toBe(2000);
  });

  it('knows names apart, forgives, and forgets with time', () => {
    const { throttle, time } = setUp();
    for (let n = 0; n < 4; n += 1) throttle.count('a');
    expect(throttle.waitMs('b')).toBe(0);
    time.now = 60_000;
    expect(throttle.waitMs('a')).toBe(0);
    expect(throttle.count('a')).toBe(2);
    throttle.forgive('a');
    expect(throttle.count('a')).toBe(2);
  });
});

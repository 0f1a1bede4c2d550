import { describe, expect, it } from 'vitest';
import { comingWords, scheduleWords } from './schedule-words';

describe('the days of a schedule', () => {
  it.each([
    [[1, 2, 3, 4, 5, 6, 7], 'Every day'],
    [[5, 1, 4, 2, 3], 'Mon to Fri'],
    [[6, 7], 'Sat, Sun'],
    [[1, 3, 7], 'Mon, Wed, Sun'],
    [[4], 'Thu'],
  ])('%j are told as %j', (weekdays, words) => {
    expect(scheduleWords({ weekdays })).toBe(words);
  });
});

describe('what comes next', () => {
  it('is told with its verb, and not at all where nothing comes', () => {
    expect(comingWords({ nextAt: 0, nextVerb: 'shut-down' })).toMatch(/^Shuts down \w+/);
    expect(comingWords({ nextAt: null, nextVerb: null })).toBeUndefined();
  });
});

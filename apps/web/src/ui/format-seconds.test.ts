import { expect, it } from 'vitest';
import { formatSeconds } from './format-seconds';

it.each([
  [0, '0.00 s'],
  [180, '0.18 s'],
  [9994, '9.99 s'],
  [9996, '10.0 s'],
  [59_940, '59.9 s'],
  [59_960, '1 min 00 s'],
  [65_000, '1 min 05 s'],
])('writes %i ms as %s', (ms, words) => {
  expect(formatSeconds(ms)).toBe(words);
});

it('gives an estimate no hundredths', () => {
  expect(formatSeconds(1234, false)).toBe('1.2 s');
});

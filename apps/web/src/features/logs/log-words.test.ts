import { expect, it } from 'vitest';
import { gapWords } from './log-words';

it.each([
  [{ bytes: 80, lines: 1 }, '1 line left out here'],
  [{ bytes: 8000, lines: 52_113 }, '52,113 lines left out here'],
  [{ bytes: 3_000_000_000, lines: null }, '2,861 MiB left out here'],
])('tells %j as %j', (gap, words) => {
  expect(gapWords(gap)).toBe(words);
});

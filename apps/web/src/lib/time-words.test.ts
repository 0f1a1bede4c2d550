import { describe, expect, it } from 'vitest';
import { dayWords, durationWords, momentWords } from './time-words';

const noon = new Date(2026, 10, 23, 12).getTime();
const HOUR_MS = 3_600_000;

describe('a duration', () => {
  it.each([
    [-5, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [HOUR_MS, '1 h 00 min'],
    [2 * HOUR_MS + 4 * 60_000, '2 h 04 min'],
    [24 * HOUR_MS, '1 d 0 h'],
    [148 * HOUR_MS, '6 d 4 h'],
  ])('of %i ms reads %s', (ms, words) => {
    expect(durationWords(ms)).toBe(words);
  });
});

describe('a day', () => {
  it('is named by how near it is', () => {
    expect(dayWords(noon - 11 * HOUR_MS, noon)).toBe('Today');
    expect(dayWords(noon - 13 * HOUR_MS, noon)).toBe('Yesterday');
    expect(dayWords(noon - 37 * HOUR_MS, noon)).toMatch(/21/);
  });

  it('is left out of a moment of today', () => {
    expect(momentWords(noon, noon)).toMatch(/^12.00$/);
    expect(momentWords(noon - 24 * HOUR_MS, noon)).toMatch(/^yesterday 12.00$/);
  });
});

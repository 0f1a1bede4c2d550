import { expect, it } from 'vitest';
import { dueWords } from './due-words';

const at = (day: number, hours: number) => new Date(2026, 10, day, hours, 30).getTime();

it('names what is near by its day, and the rest by its date', () => {
  expect(dueWords(at(27, 18), at(27, 9))).toBe('today 18:30');
  expect(dueWords(at(28, 0), at(27, 23))).toBe('tomorrow 00:30');
  expect(dueWords(at(30, 7), at(27, 9))).toMatch(/30.* 07:30$/);
});

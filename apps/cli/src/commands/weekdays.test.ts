import { expect, it } from 'vitest';
import { parseWeekdays } from './weekdays';

it.each([
  ['daily', [1, 2, 3, 4, 5, 6, 7]],
  ['mon', [1]],
  ['Mon-Fri', [1, 2, 3, 4, 5]],
  ['sat-mon', [1, 6, 7]],
  ['sunday, wed', [3, 7]],
  ['mon-wed,tue', [1, 2, 3]],
  ['', null],
  ['mon-', null],
  ['mon-tue-wed', null],
  ['mo', null],
  ['someday', null],
])('days written as %j are %j', (text, days) => {
  expect(parseWeekdays(text)).toEqual(days);
});

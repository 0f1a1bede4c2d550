import { expect, it } from 'vitest';
import { typedDifference } from './typed-difference';

it.each([
  ['ab', 'abc', 0, 'c'],
  ['ab', 'a', 1, ''],
  ['helo', 'hello', 1, 'lo'],
  ['ab', 'ab', 0, ''],
  ['😀', '', 1, ''],
])('reads %j to %j as %i back and %j', (before, after, backspaces, text) => {
  expect(typedDifference(before, after)).toEqual({ backspaces, text });
});

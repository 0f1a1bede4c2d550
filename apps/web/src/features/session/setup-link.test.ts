import { expect, it } from 'vitest';
import { tokenIn } from './setup-link';

it.each([
  ['#setup=abc_-1', 'abc_-1'],
  ['#setup=%20abc%20', 'abc'],
  ['#other=1&setup=abc', 'abc'],
  ['#setup=', undefined],
  ['', undefined],
  ['#abc', undefined],
])('the fragment %s holds the token %s', (fragment, token) => {
  expect(tokenIn(fragment)).toBe(token);
});

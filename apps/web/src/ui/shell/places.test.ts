import { expect, it } from 'vitest';
import { placeOf } from './places';

it.each([
  ['/', '/'],
  ['/gpu', '/gpu'],
  ['/gpu.html', '/gpu'],
  ['/machine', '/'],
  ['/profile', '/'],
  ['/settings/', '/settings'],
  ['/automation', '/settings'],
])('the path %s belongs to %s', (path, place) => {
  expect(placeOf(path)).toBe(place);
});

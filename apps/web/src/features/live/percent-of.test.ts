import { expect, it } from 'vitest';
import { percentOf } from './percent-of';

it.each([
  ['37 % · 1.2 GiB of 4 GiB', 37],
  ['42.5%', 42.5],
  ['100 % · 512 MiB of 512 MiB', 100],
  ['250 %', 100],
  ['1.2 GiB of 4 GiB', 0],
  ['', 0],
  [undefined, 0],
])('reads from %j that %d percent are done', (detail, percent) => expect(percentOf(detail)).toBe(percent));

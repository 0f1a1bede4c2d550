import { expect, it } from 'vitest';
import { sizeWords } from './size-words';

it('writes file sizes without needless digits', () => {
  expect([0, 512, 1024 ** 2, 1.5 * 1024 ** 3, 40 * 1024 ** 3].map(sizeWords)).toEqual([
    '0 B',
    '512 B',
    '1 MiB',
    '1.5 GiB',
    '40 GiB',
  ]);
});

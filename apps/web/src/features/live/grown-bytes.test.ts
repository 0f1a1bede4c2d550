import { describe, expect, it } from 'vitest';
import { grownBytes } from './grown-bytes';

const GIB = 1024 ** 3;

describe('the size that a disk grows to', () => {
  it.each([
    ['64', 64 * GIB],
    [' 33,5 ', 33.5 * GIB],
  ])('is read from %j', (typed, bytes) => {
    expect(grownBytes(typed, 32 * GIB, 8192)).toEqual({ bytes });
  });

  it.each(['', 'lots', '32', '-4', '31.9', '1e9', 'Infinity'])('is refused with a sentence when it is %j', (typed) => {
    expect(grownBytes(typed, 32 * GIB, 8192)).toEqual({ error: expect.stringMatching(/^Type .*\.$/) });
  });
});

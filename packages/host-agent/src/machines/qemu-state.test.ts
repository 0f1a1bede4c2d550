import { describe, expect, it } from 'vitest';
import { meaningOf } from './qemu-state';

describe('meaningOf', () => {
  it.each([
    ['running', 'running'],
    ['paused', 'asked'],
    ['io-error', 'io-error'],
    ['guest-panicked', 'guest-panicked'],
    ['suspended', 'suspended'],
    ['shutdown', 'keep'],
  ])('%s means %s', (status, meaning) => {
    expect(meaningOf(status)).toBe(meaning);
  });

  it('changes nothing for a state of a later QEMU', () => {
    expect(meaningOf('dreaming')).toBe('keep');
  });
});

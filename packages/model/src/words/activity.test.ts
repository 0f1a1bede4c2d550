import { expect, it } from 'vitest';
import { activityWords } from './activity';

it('tells an end in the middle of its line, and writes QEMU as QEMU', () => {
  expect(activityWords('machine.ended', 'win10', { cause: 'crashed' })).toBe('win10: QEMU ended unexpectedly');
  expect(activityWords('machine.ended', 'win10', { cause: 'forced-off' })).toMatch(/^win10: [a-z]/);
});

it('shows what a newer Baton wrote as it is', () => {
  expect(activityWords('machine.teleported', 'win10', {})).toBe('win10: machine.teleported');
});

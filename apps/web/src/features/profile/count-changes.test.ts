import { expect, it } from 'vitest';
import { countChanges } from './count-changes';
import { draftOf, NEW_MACHINE } from './form-values';

const before = draftOf({ ...NEW_MACHINE, name: 'one' });

it('counts settings, and a disk as one', () => {
  expect(countChanges(before, before)).toBe(0);
  expect(countChanges(before, { ...before, vcpus: 4, memoryMiB: 64 })).toBe(2);
  const disk = { path: '/a', format: 'raw', bus: 'sata' } as const;
  const { newDiskGiB: _, ...rest } = before;
  expect(countChanges(before, { ...rest, disk })).toBe(1);
});

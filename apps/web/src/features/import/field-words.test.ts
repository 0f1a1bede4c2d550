import { profileDraftSchema } from '@baton/model/profile/definition';
import { expect, test } from 'vitest';
import { fieldWords, valueWords } from './field-words';

const draft = profileDraftSchema.parse({
  name: 'm',
  memory: { sizeMiB: 8192 },
  disks: [{ source: { kind: 'file', path: '/storage/a.qcow2', format: 'qcow2' }, bus: 'sata' }],
});

test('a field is named by its part, its place in a list and what of it', () => {
  expect(fieldWords('disks.0.bus')).toBe('Disk 1, attached as');
  expect(fieldWords('disks.0.source.path')).toBe('Disk 1, path');
  expect(fieldWords('memory.sizeMiB')).toBe('Memory, size');
  expect(fieldWords('display.keepVirtual')).toBe('Screen, keep virtual');
  expect(fieldWords('lookingGlass')).toBe('Looking Glass');
  expect(fieldWords('somethingNew.x')).toBe('somethingNew.x');
});

test('a value is told shortly, and a whole section not at all', () => {
  expect(valueWords(draft, 'memory.sizeMiB')).toBe('8192 MiB');
  expect(valueWords(draft, 'disks.0')).toBe('/storage/a.qcow2');
  expect(valueWords(draft, 'nics.0')).toBe('user');
  expect(valueWords(draft, 'cpu.hideHypervisor')).toBe('off');
  expect(valueWords(draft, 'cpu')).toBeUndefined();
  expect(valueWords(draft, 'no.such.field')).toBeUndefined();
});

import { problem } from '@baton/model/problem';
import { expect, it } from 'vitest';
import { fieldMessages } from './field-messages';

const taken = { field: 'name', severity: 'error', problem: problem('profile.name-taken', { name: 'demo' }) } as const;
const tight = {
  field: 'memoryMiB',
  severity: 'warning',
  problem: problem('memory.too-large', { wantedMiB: 8192, availableMiB: 4096 }),
} as const;

it('shows a finding at its own field only', () => {
  expect(fieldMessages('name', undefined, [taken, tight]).error).toBe(
    'There is already a machine named demo. Choose another name.',
  );
  expect(fieldMessages('vcpus', undefined, [taken, tight])).toEqual({ error: undefined, warning: undefined });
});

it('prefers what the form itself knows', () => {
  expect(fieldMessages('name', 'Give the machine a name.', [taken]).error).toBe('Give the machine a name.');
});

it('keeps a warning apart from an error', () => {
  const { error, warning } = fieldMessages('memoryMiB', undefined, [tight]);
  expect(error).toBeUndefined();
  expect(warning).toContain('8 GiB');
});

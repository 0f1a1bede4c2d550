import type { FindingView } from '@baton/api/views';
import { problem } from '@baton/model/problem';
import { expect, it } from 'vitest';
import { messagesAt } from './editor';
import { summaries, summaryWords } from './section-summary';

const taken: FindingView = {
  field: 'name',
  severity: 'error',
  problem: problem('profile.name-taken', { name: 'demo' }),
};
const tight: FindingView = {
  field: 'memory.sizeMiB',
  severity: 'warning',
  problem: problem('memory.too-large', { wantedMiB: 8192, availableMiB: 4096 }),
  fix: { label: 'use-what-fits', set: [{ path: 'memory.sizeMiB', value: 4096 }] },
};
const findings = [taken, tight];

it('shows a finding at its own field only', () => {
  expect(messagesAt({ issues: [], findings }, 'name', false).error).toBe(
    'There is already a machine named demo. Choose another name.',
  );
  expect(messagesAt({ issues: [], findings }, 'cpu.cores', false)).toEqual({ fixable: [] });
});

it('prefers what the form itself knows', () => {
  const issues = [{ path: 'name', message: 'Give the machine a name.' }];
  expect(messagesAt({ issues, findings }, 'name', false).error).toBe('Give the machine a name.');
});

it('keeps a warning apart from an error, and offers what makes it good', () => {
  const { error, warning, fixable } = messagesAt({ issues: [], findings }, 'memory.sizeMiB', false);
  expect(error).toBeUndefined();
  expect(warning).toContain('8 GiB');
  expect(fixable).toEqual([tight]);
});

it('tells many of one kind by the first of them', () => {
  const off = (cpu: number): FindingView => ({
    field: 'cpu.pinning.vcpus',
    severity: 'error',
    problem: problem('cpu.not-on-host', { cpu, hostCpus: 2 }),
    fix: { label: 'take-off-list', set: [] },
  });
  const { error, fixable } = messagesAt({ issues: [], findings: [off(4), off(5), off(6)] }, 'cpu.pinning', false);
  expect(error).toMatch(/CPU 4.*\(And 2 more like it\.\)$/);
  expect(error).not.toContain('CPU 5');
  expect(fixable).toEqual([off(4)]);
  const summary = summaries([], [off(4), off(5), tight])('cpu');
  expect(summaryWords(summary)).toBe('1 error');
});

it('shows what is said about a part of a value at the field that shows the whole', () => {
  const issues = [{ path: 'cpu.pinning.vcpus.3.0', message: 'Too many.' }];
  expect(messagesAt({ issues, findings: [] }, 'cpu.pinning', false).error).toBe('Too many.');
});

it('tells at a closed item what is wrong inside', () => {
  const issues = [{ path: 'disks.1.source.path', message: 'Write the whole path.' }];
  expect(messagesAt({ issues, findings: [] }, 'disks.1', true).error).toBe('Write the whole path.');
  expect(messagesAt({ issues, findings: [] }, 'disks.1', false).error).toBeUndefined();
  expect(messagesAt({ issues, findings: [] }, 'disks.0', true).error).toBeUndefined();
});

import type { FindingView } from '@baton/api/views';
import { problem } from '@baton/model/problem';
import type { ProfileDraft } from '@baton/model/profile/definition';
import { expect, it } from 'vitest';
import { draftOf, newMachine } from './form-values';
import { mergeFindings } from './merge-findings';

const draft = draftOf({ ...newMachine(), name: 'one' });
const other = { ...draft, memory: { ...draft.memory, sizeMiB: 64 } };
const tight: FindingView = {
  field: 'memory.sizeMiB',
  severity: 'warning',
  problem: problem('memory.too-large', { wantedMiB: 2048, availableMiB: 1024 }),
};
const boot: FindingView = { field: 'boot', severity: 'error', problem: problem('boot.unknown', { entry: 'nic3' }) };
const none = () => [];

it('keeps what the host said while the value is the same, and drops it with the value', () => {
  expect(mergeFindings(draft, { findings: [tight], draft }, none)).toEqual([tight]);
  expect(mergeFindings(other, { findings: [tight], draft }, none)).toEqual([]);
});

it('tells what both found once', () => {
  expect(mergeFindings(draft, { findings: [boot], draft }, () => [boot])).toEqual([boot]);
});

it('believes its own rules where the host spoke of an earlier draft', () => {
  const rules = (asked: ProfileDraft) => (asked === draft ? [boot] : []);
  expect(mergeFindings(other, { findings: [boot, { ...tight, field: 'name' }], draft }, rules)).toEqual([
    { ...tight, field: 'name' },
  ]);
});

it('has the rules’ findings before the host answered', () => {
  expect(mergeFindings(draft, undefined, () => [boot])).toEqual([boot]);
});

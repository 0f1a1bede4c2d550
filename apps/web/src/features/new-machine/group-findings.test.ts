import type { FindingView } from '@baton/api/views';
import { problem } from '@baton/model/problem';
import { expect, test } from 'vitest';
import { fixesOf, groupFindings } from './group-findings';

const missing = (cpu: number, path = `cpu.pinning.vcpus.${cpu}`): FindingView => ({
  field: `cpu.pinning.vcpus.${cpu}`,
  severity: 'error',
  problem: problem('cpu.not-on-host', { cpu, hostCpus: 2 }),
  fix: { label: 'take-off-list', set: [{ path, value: [] }] },
});
const warning: FindingView = {
  field: 'name',
  severity: 'warning',
  problem: problem('net.mac-taken', { mac: '52:54:00:00:00:01', by: 'demo' }),
};

test('findings of one kind stand together, errors first', () => {
  const groups = groupFindings([missing(3), warning, missing(4)]);
  expect(groups.map((group) => group.length)).toEqual([2, 1]);
  expect(groups[1]).toEqual([warning]);
});

test('one tap takes the fixes that do not touch the same place', () => {
  const fixes = fixesOf([missing(3), missing(4), missing(5, 'cpu.pinning.vcpus.3'), warning]);
  expect(fixes.map(({ path }) => path)).toEqual(['cpu.pinning.vcpus.3', 'cpu.pinning.vcpus.4']);
});

import type { ImportedPart, ImportNote } from '@baton/model/import/result';
import { expect, test } from 'vitest';
import { belongsTo, FILTERS, toldParts } from './parts';

const cpu: ImportedPart = { text: '-cpu host', line: 3, became: { kind: 'field', fields: ['cpu.model'] } };
const memory: ImportedPart = { text: '-m 8G', line: 3, became: { kind: 'field', fields: ['memory.sizeMiB'] } };
const kept: ImportedPart = { text: '-foo', line: 4, became: { kind: 'kept', argv: ['-foo'] } };
const lostNote: ImportNote = { code: 'lost-shell', facts: { text: 'x' }, line: 5 };
const lost: ImportedPart = { text: 'x', line: 5, became: { kind: 'lost', note: lostNote } };
const notNeeded: ImportedPart = {
  text: '-enable-kvm',
  line: 6,
  became: { kind: 'lost', note: { code: 'lost-not-needed', facts: { text: '', because: 'own-engine' }, line: 6 } },
};
const changed: ImportNote = {
  code: 'value-changed',
  facts: { field: 'memory', from: '8G', to: '8192 MiB' },
  line: 3,
  field: 'memory.sizeMiB',
};
const whole: ImportNote = { code: 'never-removes-id', facts: {}, line: null };

test('a finding stands with the part that became its field', () => {
  const told = toldParts({ parts: [cpu, memory, kept, lost], findings: [changed, whole] });
  expect(told.map(({ notes }) => notes.length)).toEqual([0, 1, 0, 0]);
});

test('each filter shows its own parts, and what is not needed is no loss', () => {
  const told = toldParts({ parts: [cpu, memory, kept, lost, notNeeded], findings: [changed] });
  const shown = FILTERS.map((filter) => told.filter((part) => belongsTo(filter, part)).map(({ text }) => text));
  expect(shown).toEqual([['-cpu host', '-m 8G', '-foo', 'x', '-enable-kvm'], ['-m 8G'], ['-foo'], ['x']]);
});

import { describe, expect, it } from 'vitest';
import { entryText, isWanted } from './entry-text';

describe('a line of a log', () => {
  it('of the agent has its message, its error, and what is beside it', () => {
    const line = JSON.stringify({
      level: 50,
      time: 1000,
      pid: 1,
      name: 'agent',
      err: { message: 'no room' },
      reference: 'r1',
      msg: 'A defect',
    });
    expect(entryText('agent', line)).toEqual({ at: 1000, level: 'error', text: 'A defect: no room reference=r1' });
  });

  it('of the kernel and of a hand-over says itself when and how grave', () => {
    const own = { at: 5, level: 'warning', text: 'NVRM: x' };
    expect(entryText('kernel', JSON.stringify(own))).toEqual(own);
    expect(entryText('handover', JSON.stringify(own))).toEqual(own);
  });

  it('is shown as it is when it is not as it should be', () => {
    for (const source of ['agent', 'kernel', 'handover'] as const) {
      expect(entryText(source, '{"half')).toEqual({ level: 'info', text: '{"half' });
    }
  });

  it('of QEMU may begin with its time', () => {
    expect(entryText('qemu', '2026-11-27T03:00:00.250000Z qemu-system-x86_64: warning: x').at).toBe(
      Date.UTC(2026, 10, 27, 3, 0, 0, 250),
    );
    expect(entryText('serial', '2026-99-99T00:00:00Z x')).not.toHaveProperty('at');
    expect(entryText('serial', 'login: ')).not.toHaveProperty('at');
  });
});

describe('a filter', () => {
  const red = { text: '\u001b[31mNV\u001b[0mRM: gone', level: 'error' } as const;
  it('compares what a person reads, ignoring case', () => {
    expect(isWanted(red, { text: 'nvrm' })).toBe(true);
    expect(isWanted(red, { text: 'other' })).toBe(false);
  });
  it('wants its level and what is graver', () => {
    expect(isWanted(red, { level: 'warning' })).toBe(true);
    expect(isWanted({ text: 'x', level: 'info' }, { level: 'warning' })).toBe(false);
    expect(isWanted({ text: 'x', level: 'info' }, {})).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import type { EndCause, MachineState } from '../machine/state';
import { alertOfHistory, raisedBy, stillSo } from './machine';

const running: MachineState = { kind: 'running', since: 0, pid: 1 };
const paused = (reason: 'asked' | 'disk-full' | 'guest-panicked'): MachineState => ({
  ...running,
  kind: 'paused',
  reason,
});
const stopped = (cause: EndCause): MachineState => ({ kind: 'stopped', last: { at: 1, cause } });

describe('what a machine’s state is worth', () => {
  it('is an alert where it ended and nobody asked', () => {
    for (const cause of ['crashed', 'ended-by-host', 'guest-panicked'] as const) {
      expect(raisedBy(running, stopped(cause))).toEqual({ kind: 'machine-ended', facts: { cause } });
    }
    for (const cause of ['shut-down', 'forced-off', 'guest-powered-off', 'start-failed'] as const) {
      expect(raisedBy(running, stopped(cause))).toBeNull();
    }
  });

  it('is no news where a run ended before anybody looked', () => {
    expect(raisedBy(null, stopped('crashed'))).toBeNull();
    expect(raisedBy(stopped('shut-down'), stopped('crashed'))).toBeNull();
  });

  it('is an alert where it waits for somebody, and none where somebody paused it', () => {
    expect(raisedBy(null, paused('disk-full'))?.kind).toBe('machine-paused');
    expect(raisedBy(running, paused('guest-panicked'))?.kind).toBe('guest-crashed');
    expect(raisedBy(running, paused('asked'))).toBeNull();
  });

  it('is over when the machine goes on, or runs again', () => {
    expect(stillSo('machine-paused', running)).toBe(false);
    expect(stillSo('machine-ended', stopped('crashed'))).toBe(true);
    expect(stillSo('machine-ended', running)).toBe(false);
    expect(stillSo('memory-failure', running)).toBe(true);
    expect(stillSo('memory-failure', stopped('shut-down'))).toBe(false);
  });

  it('is told by the history where no state does: memory that failed, and a start that nobody watched', () => {
    const ended = { kind: 'operation.ended', facts: { operation: 'start', state: 'undone' } } as const;
    expect(alertOfHistory({ ...ended, actor: 'Baton' }, 'Baton')).toMatchObject({ facts: { cause: 'start-failed' } });
    expect(alertOfHistory({ ...ended, actor: 'admin' }, 'Baton')).toBeNull();
    const told = { kind: 'machine.told', actor: null, facts: { news: 'memory-failure' } } as const;
    expect(alertOfHistory(told, 'Baton')?.kind).toBe('memory-failure');
  });
});

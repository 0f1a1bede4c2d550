import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { QmpInterrupted, QmpTimeout } from './errors';
import { Waiters } from './waiters';

describe('Waiters', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function wait(waiters: Waiters, id: number, timeoutMs: number) {
    const outcome = { resolve: vi.fn<(value: unknown) => void>(), reject: vi.fn<(error: Error) => void>() };
    waiters.add({ request: { execute: `command-${id}`, id }, timeoutMs, ...outcome });
    return outcome;
  }

  it('times every command out at its own limit', () => {
    const waiters = new Waiters(() => {});
    const slow = wait(waiters, 1, 1_000);
    const quick = wait(waiters, 2, 100);
    const patient = wait(waiters, 3, Number.POSITIVE_INFINITY);

    vi.advanceTimersByTime(101);
    expect(quick.reject).toHaveBeenCalledWith(expect.any(QmpTimeout));
    expect(slow.reject).not.toHaveBeenCalled();

    vi.advanceTimersByTime(1_000);
    expect(slow.reject).toHaveBeenCalledWith(
      expect.objectContaining({ waitedFor: 'command', timeoutMs: 1_000, sent: { execute: 'command-1', id: 1 } }),
    );
    vi.advanceTimersByTime(1_000_000_000);
    expect(patient.reject).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('makes one timer for many commands and leaves none behind', () => {
    const waiters = new Waiters(() => {});
    const made = vi.spyOn(globalThis, 'setTimeout');
    for (let id = 1; id <= 100; id++) {
      wait(waiters, id, 1_000);
      waiters.take(id);
    }
    expect(made).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1_001);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells a late reply from one that nobody asked for, and each only once', () => {
    const waiters = new Waiters(() => {});
    wait(waiters, 1, 10);
    vi.advanceTimersByTime(11);
    expect(waiters.take(1)).toBe('late');
    expect(waiters.take(1)).toBeUndefined();
    expect(waiters.take('1')).toBeUndefined();
    expect(waiters.take(undefined)).toBeUndefined();
  });

  it('counts the commands that were given up and are still unanswered', () => {
    const counts: number[] = [];
    const waiters = new Waiters((unanswered) => counts.push(unanswered));
    wait(waiters, 1, 10);
    wait(waiters, 2, 10);
    vi.advanceTimersByTime(11);
    waiters.take(1);
    wait(waiters, 3, 10);
    vi.advanceTimersByTime(11);
    expect(counts).toEqual([1, 2, 2]);
  });

  it('answers everybody when it is drained, with what each had sent', () => {
    const waiters = new Waiters(() => {});
    const first = wait(waiters, 1, 10);
    const second = wait(waiters, 2, 10);
    waiters.drain((request) => new QmpInterrupted({ kind: 'closed-by-us' }, request));
    expect(first.reject).toHaveBeenCalledWith(expect.objectContaining({ sent: { execute: 'command-1', id: 1 } }));
    expect(second.reject).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });
});

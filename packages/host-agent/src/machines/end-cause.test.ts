import { describe, expect, it } from 'vitest';
import { type EndEvidence, endCause } from './end-cause';

const exited = { code: 0, signal: null };
const killed = { code: null, signal: 'SIGKILL' };

describe('endCause', () => {
  it.each<[string, EndEvidence, string]>([
    ['the guest powers itself off', { asked: null, reason: 'guest-shutdown', exit: exited }, 'guest-powered-off'],
    ['it was asked to', { asked: 'shut-down', reason: 'guest-shutdown', exit: exited }, 'shut-down'],
    ['it was asked to, and its last word was lost', { asked: 'shut-down', reason: null, exit: exited }, 'shut-down'],
    ['a good end that nobody explains', { asked: null, reason: null, exit: exited }, 'ended-by-host'],
    ['Force off by quit', { asked: 'force-off', reason: 'host-qmp-quit', exit: exited }, 'forced-off'],
    ['Force off by SIGKILL', { asked: 'force-off', reason: null, exit: killed }, 'forced-off'],
    ['the guest went first', { asked: 'force-off', reason: 'guest-shutdown', exit: exited }, 'forced-off'],
    ['a panic', { asked: 'shut-down', reason: 'guest-panic', exit: exited }, 'guest-panicked'],
    ['SIGTERM from outside', { asked: null, reason: 'host-signal', exit: exited }, 'ended-by-host'],
    ['quit on the rescue monitor', { asked: 'shut-down', reason: 'host-qmp-quit', exit: exited }, 'ended-by-host'],
    ['SIGKILL from outside', { asked: 'shut-down', reason: null, exit: killed }, 'crashed'],
    ['an abort', { asked: null, reason: null, exit: { code: null, signal: 'SIGABRT' } }, 'crashed'],
    ['an error exit', { asked: null, reason: null, exit: { code: 1, signal: null } }, 'crashed'],
    ['an adopted one without a word', { asked: null, reason: null, exit: { code: null, signal: null } }, 'crashed'],
    ['a reason of a later QEMU', { asked: null, reason: 'host-whim', exit: exited }, 'ended-by-host'],
  ])('%s', (_, evidence, cause) => {
    expect(endCause(evidence)).toBe(cause);
  });
});

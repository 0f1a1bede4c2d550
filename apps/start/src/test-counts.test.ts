import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest } from './test-counts.mjs';

describe('what a runner reports', () => {
  it('names each failed test of vitest with its reason, and a file that does not load', () => {
    const message =
      '\u001b[31mAssertionError: expected 1 to be 2\u001b[39m\n    at /home/me/a.test.ts:2:5\n    at run (/home/me/node_modules/vitest/run.js:1:1)';
    const report = {
      numPassedTests: 2,
      numFailedTests: 1,
      numPendingTests: 2,
      testResults: [
        {
          name: '/home/me/a.test.ts',
          status: 'failed',
          assertionResults: [
            { fullName: 'a GPU sleeps', status: 'passed', failureMessages: [] },
            { fullName: 'a GPU wakes', status: 'failed', failureMessages: [message] },
            { fullName: 'a GPU is asked twice', status: 'passed', failureMessages: [message] },
          ],
        },
        { name: '/home/me/b.test.ts', status: 'failed', message: "Cannot find './c'", assertionResults: [] },
      ],
    };
    expect(countVitest(report)).toEqual({
      passed: 2,
      failed: 2,
      skipped: 2,
      failures: [
        {
          name: '/home/me/a.test.ts: a GPU wakes',
          why: 'AssertionError: expected 1 to be 2\n    at /home/me/a.test.ts:2:5',
        },
        { name: '/home/me/b.test.ts', why: "Cannot find './c'" },
      ],
      flaky: [
        {
          name: '/home/me/a.test.ts: a GPU is asked twice',
          why: 'AssertionError: expected 1 to be 2\n    at /home/me/a.test.ts:2:5',
        },
      ],
    });
  });

  it('names each failed test of Playwright, however deep its suite, and apart those that passed on a second try', () => {
    const spec = (title: string, status: string) => ({
      title,
      file: 'home.spec.ts',
      tests: [{ projectName: 'phone', status, results: [{ error: { message: 'Error: not visible' } }, {}] }],
    });
    const report = {
      stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 },
      suites: [
        { specs: [spec('the GPU is shown', 'flaky')], suites: [{ specs: [spec('the list is shown', 'unexpected')] }] },
      ],
    };
    expect(countPlaywright(report)).toEqual({
      passed: 4,
      failed: 1,
      skipped: 0,
      failures: [{ name: '[phone] home.spec.ts: the list is shown', why: 'Error: not visible' }],
      flaky: [{ name: '[phone] home.spec.ts: the GPU is shown', why: 'Error: not visible' }],
    });
  });
});

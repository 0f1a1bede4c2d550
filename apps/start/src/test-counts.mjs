// @ts-check
/**
 * Reads the runners' own JSON reports.
 * @typedef {{ passed: number, failed: number, skipped: number, failures?: readonly Failure[], flaky?: readonly Failure[] }} Counts
 *   `flaky`: what failed and then passed on its second try. It counts as passed, and is told: such a test is to be mended.
 * @typedef {{ name: string, why: string }} Failure what failed: the file and its sentence, and the first lines of the reason
 */

const WHY_LINES = 12;

/** The first lines of an error, without the colours of a terminal and the runner's own frames. @param {string | undefined} message */
function firstLines(message) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with the escape character
  const plain = (message ?? '').replace(/\u001b\[[0-9;]*m/g, '');
  const lines = plain.split('\n').filter((line) => !line.includes('/node_modules/'));
  return lines.slice(0, WHY_LINES).join('\n').trimEnd();
}

/**
 * @param {unknown} report of vitest's json reporter
 * @returns {Counts}
 */
export function countVitest(report) {
  const r =
    /** @type {{ numPassedTests: number, numFailedTests: number, numPendingTests?: number, testResults: readonly { name: string, status: string, message?: string, assertionResults: readonly { fullName: string, status: string, failureMessages?: readonly string[] }[] }[] }} */ (
      report
    );
  const failures = r.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed');
    // A file that does not even load has no failed test of its own: the file is the failure.
    if (failed.length === 0 && status === 'failed') return [{ name, why: firstLines(message) }];
    return failed.map((one) => ({ name: `${name}: ${one.fullName}`, why: firstLines(one.failureMessages?.[0]) }));
  });
  const flaky = r.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status, failureMessages = [] }) => status === 'passed' && failureMessages.length > 0)
      .map((one) => ({ name: `${name}: ${one.fullName}`, why: firstLines(one.failureMessages?.[0]) })),
  );
  return { passed: r.numPassedTests, failed: failures.length, skipped: r.numPendingTests ?? 0, failures, flaky };
}

/**
 * @typedef {{ title: string, file: string, tests: readonly { projectName: string, status: string, results: readonly { error?: { message?: string } }[] }[] }} PlaywrightSpec
 * @typedef {{ specs?: readonly PlaywrightSpec[], suites?: readonly PlaywrightSuite[] }} PlaywrightSuite
 */

/** @param {PlaywrightSuite} suite @returns {(Failure & { flaky: boolean })[]} each test of which a try failed */
function playwrightFailures({ specs = [], suites = [] }) {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, status, results }) => ({
        name: `[${projectName}] ${file}: ${title}`,
        why: firstLines(results.find((result) => result.error)?.error?.message),
        flaky: status === 'flaky',
      })),
  );
  return [...own, ...suites.flatMap(playwrightFailures)];
}

/**
 * @param {unknown} report of Playwright's json reporter; a flaky test passed in the end
 * @returns {Counts}
 */
export function countPlaywright(report) {
  const { stats, suites } =
    /** @type {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, suites: readonly PlaywrightSuite[] }} */ (
      report
    );
  const tries = playwrightFailures({ suites });
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    failures: tries.filter(({ flaky }) => !flaky).map(({ name, why }) => ({ name, why })),
    flaky: tries.filter(({ flaky }) => flaky).map(({ name, why }) => ({ name, why })),
  };
}

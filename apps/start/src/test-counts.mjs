// @ts-check
/** Reads the runners' own JSON reports. @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @param {unknown} report of vitest's json reporter
 * @returns {Counts}
 */
export function countVitest(report) {
  const r =
    /** @type {{ numPassedTests: number, numFailedTests: number, numPendingTests?: number, numFailedTestSuites?: number }} */ (
      report
    );
  // A file that does not even load has no failed test of its own: count the file.
  const failed = r.numFailedTests > 0 ? r.numFailedTests : (r.numFailedTestSuites ?? 0);
  return { passed: r.numPassedTests, failed, skipped: r.numPendingTests ?? 0 };
}

/**
 * @param {unknown} report of Playwright's json reporter; a flaky test passed in the end
 * @returns {Counts}
 */
export function countPlaywright(report) {
  const { stats } = /** @type {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} */ (
    report
  );
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

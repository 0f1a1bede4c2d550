// @ts-check
// `npm test`: installs what the tests need, builds, and runs every check. Ends with one line that counts them.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfChanged } from './build.mjs';
import { installPackages } from './packages.mjs';
import { run } from './run.mjs';
import { say, sayDetail, sayProblem, sayStep, seconds } from './say.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { countPlaywright, countVitest } from './test-counts.mjs';

/** @typedef {import('./test-counts.mjs').Counts} Counts */

/** What the lab takes must not keep anybody waiting for longer than this after the beginning, seconds. */
const LAB_UNTIL_S = 20 * 60;

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/**
 * A check that passes or fails as one.
 * @param {string} name @param {readonly string[]} argv
 * @returns {Promise<Counts>}
 */
async function check(name, argv) {
  const began = performance.now();
  const result = await run(argv, {
    cwd: root,
    show: true,
    env: { TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1' },
  });
  sayStep(`${name} ${result.ok ? 'passed' : 'failed'} in ${seconds(began)}`);
  if (result.ok) return { passed: 1, failed: 0, skipped: 0 };
  return { passed: 0, failed: 1, skipped: 0, failures: [{ name, why: 'Its own words stand above.' }] };
}

/**
 * A runner that counts its own tests in a JSON report. A runner that dies without a report counts as one failure.
 * @param {string} name @param {readonly string[]} argv
 * @param {{ report: string, env?: NodeJS.ProcessEnv, count: (report: unknown) => Counts }} options
 * @returns {Promise<Counts>}
 */
async function suite(name, argv, { report, env, count }) {
  const began = performance.now();
  const result = await run(argv, { cwd: root, show: true, env });
  /** @type {Counts} */
  let counted;
  try {
    counted = count(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    counted = { passed: 0, failed: 1, skipped: 0, failures: [{ name, why: 'The runner ended without a report.' }] };
  }
  if (!result.ok && counted.failed === 0) {
    const why = 'No test failed, and the runner says that something did: see its words above.';
    counted = { ...counted, failed: 1, failures: [{ name, why }] };
  }
  sayStep(`${name}: ${counted.passed} passed, ${counted.failed} failed in ${seconds(began)}`);
  return counted;
}

/**
 * The Linux adapter on a real kernel, as far as time is left: it says what it skips. A host that cannot boot the laptop skips it all.
 * @param {string} reports @param {number} began when the tests did
 */
function lab(reports, began) {
  const report = join(reports, 'lab.json');
  const left = LAB_UNTIL_S - Math.round((performance.now() - began) / 1000);
  const argv = ['node', 'e2e/lab/run.mjs', '--quick', `--within=${Math.max(0, left)}`, '--report', report];
  return suite('A real kernel, in the lab', argv, { report, count: (counts) => /** @type {Counts} */ (counts) });
}

/** What failed, once more at the end: a long output is often read from there. @param {readonly Counts[]} results */
function sayFailures(results) {
  const told = [
    ...results.flatMap(({ flaky = [] }) => flaky.map((one) => ({ ...one, what: 'passed on the second try only' }))),
    ...results.flatMap(({ failures = [] }) => failures.map((one) => ({ ...one, what: 'failed' }))),
  ];
  for (const { what, name, why } of told) {
    sayStep(`${what}: ${name.replace(`${root}/`, '')}`);
    for (const line of why.split('\n')) sayDetail(line);
  }
}

async function main() {
  const began = performance.now();
  const only = process.argv.slice(2);
  const wants = (/** @type {string} */ name) => only.length === 0 || only.includes(name);
  if (!(await installPackages(root))) return 1;
  const missing = await ensureSystemPackages(['qemu', 'qemu-img', 'ovmf', 'chromium'], { install: true });
  if (missing.length > 0) {
    sayProblem(`The tests need ${missing.join(', ')}.`, 'Install it, then run npm test again.');
    return 1;
  }
  // Without it, the tests that ask a real libvirt are skipped and say so.
  await ensureSystemPackages(['libvirt'], { install: true });
  if (!(await buildIfChanged(root))) return 1;

  const reports = mkdtempSync(join(tmpdir(), 'baton-test-'));
  const results = [];
  if (wants('lint')) results.push(await check('Lint', ['npx', '--no-install', 'biome', 'check', '.']));
  if (wants('types')) {
    results.push(
      await check('Types', [
        'npx',
        '--no-install',
        'turbo',
        'run',
        'typecheck',
        '--output-logs=errors-only',
        '--ui=stream',
      ]),
    );
  }
  if (wants('unit')) {
    const report = join(reports, 'vitest.json');
    const argv = [
      'npx',
      '--no-install',
      'vitest',
      'run',
      '--retry=1',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ];
    results.push(await suite('Unit, property and agent tests', argv, { report, count: countVitest }));
  }
  if (wants('browser')) {
    const report = join(reports, 'playwright.json');
    const argv = ['npm', 'run', 'test:e2e', '--workspace', '@baton/e2e', '--', '--retries=1'];
    results.push(
      await suite('Browser tests', argv, { report, env: { BATON_E2E_REPORT: report }, count: countPlaywright }),
    );
  }
  if (wants('lab') && (only.length > 0 || process.env.CI === 'true')) results.push(await lab(reports, began));
  rmSync(reports, { recursive: true, force: true });

  sayFailures(results);
  const total = results.reduce(
    (sum, r) => ({ passed: sum.passed + r.passed, failed: sum.failed + r.failed, skipped: sum.skipped + r.skipped }),
    { passed: 0, failed: 0, skipped: 0 },
  );
  say(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

process.exitCode = await main();

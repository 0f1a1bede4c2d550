import { parseArgs } from 'node:util';
import type { Bench, BenchOptions } from './bench';
import { compile } from './compile';
import { consolePath } from './console-path';
import { firstLoad } from './first-load';
import { agentReady, idle } from './footprint';
import { handOver } from './hand-over';
import { importScript } from './import-script';
import { list50Paused } from './list-50-paused';
import { listPage } from './list-page';
import { logFlood } from './log-flood';
import { qmpRoundTrip } from './qmp-round-trip';
import type { Report } from './report';
import { table } from './report';
import { startMachine } from './start-machine';
import { watch20 } from './watch-20';

const BENCHES: readonly Bench[] = [
  startMachine,
  qmpRoundTrip,
  agentReady,
  idle,
  firstLoad,
  handOver,
  compile,
  importScript,
  watch20,
  list50Paused,
  listPage,
  logFlood,
  consolePath,
];

const USAGE = `npm run bench -- [NAME ...] [--json] [--quick]

Runs all benches, or the named ones. A missed budget or a bench that cannot run here is reported and is no failure.

${BENCHES.map((bench) => `  ${bench.name.padEnd(20)} ${bench.summary}`).join('\n')}`;

async function main(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    strict: false,
    options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  const unknown = [
    ...positionals.filter((name) => !BENCHES.some((bench) => bench.name === name)),
    ...Object.keys(values).filter((option) => option !== 'json' && option !== 'quick' && option !== 'help'),
  ];
  if (values.help || unknown.length > 0) {
    console.error(unknown.length > 0 ? `Neither a bench nor an option: ${unknown.join(', ')}.\n\n${USAGE}` : USAGE);
    return unknown.length > 0 ? 2 : 0;
  }
  const chosen = positionals.length > 0 ? BENCHES.filter((bench) => positionals.includes(bench.name)) : BENCHES;
  const report = await runAll(chosen, { quick: values.quick === true });
  console.log(values.json ? JSON.stringify(report, undefined, 2) : table(report));
  return 0;
}

/** One after the other: benches that run together would measure each other. */
async function runAll(benches: readonly Bench[], options: BenchOptions): Promise<Report> {
  const report: Report = { results: [], notRun: [] };
  for (const bench of benches) {
    console.error(`${bench.name}: ${bench.summary} ...`);
    try {
      report.results.push(...(await bench.run(options)));
    } catch (error) {
      report.notRun.push({ name: bench.name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return report;
}

process.exitCode = await main(process.argv.slice(2));

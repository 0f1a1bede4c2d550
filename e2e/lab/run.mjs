// @ts-check
// `npm run lab -- [PART...] [--quick] [--keep] [--rebuild] [--agent DIR] [--only WORDS] [--within SECONDS] [--report FILE]`: proves the Linux adapter on a real kernel.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildFirmware } from './build/firmware.mjs';
import { buildImage } from './build/index.mjs';
import { missingForLab } from './build/needs.mjs';
import { runPart } from './part.mjs';
import { bbswitch } from './parts/bbswitch.mjs';
import { crash } from './parts/crash.mjs';
import { figures } from './parts/figures.mjs';
import { recover } from './parts/recover.mjs';
import { inUse } from './parts/refusals/in-use.mjs';
import { qemuWords } from './parts/refusals/qemu-words.mjs';
import { noIommu, onlyGpu } from './parts/refusals/screens.mjs';
import { rtd3 } from './parts/rtd3.mjs';
import { script } from './parts/script.mjs';
import { Report } from './report.mjs';
import { stage } from './stage.mjs';

/** @type {Record<string, readonly import('./part.mjs').Part[]>} */
const PARTS = {
  bbswitch: [bbswitch],
  rtd3: [rtd3],
  refusals: [inUse, qemuWords, noIommu, onlyGpu],
  crash: [crash],
  recover: [recover],
  script: [script],
  figures: [figures],
};

// A laptop dies with us only when we end in order.
process.once('SIGTERM', () => process.exit(143));

/** @param {Report} report @param {{ name: string, seconds: number }} part @param {number} leftS */
function skipForTime(report, { name, seconds }, leftS) {
  report.skip(name, `it takes about ${seconds} s, and ${leftS} s are left`);
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      rebuild: { type: 'boolean', default: false },
      agent: { type: 'string' },
      only: { type: 'string', default: '' },
      within: { type: 'string', default: 'Infinity' },
      report: { type: 'string' },
    },
  });
  const names = positionals.length > 0 ? positionals : values.quick ? ['bbswitch'] : Object.keys(PARTS);
  const unknown = names.find((name) => !PARTS[name]);
  if (unknown) {
    process.stderr.write(`There is no part "${unknown}"; there are ${Object.keys(PARTS).join(', ')}.\n`);
    return 64;
  }
  if (!values.keep) process.once('SIGINT', () => process.exit(130));
  const report = new Report();
  const missing = await missingForLab();
  if (missing) {
    report.skip('the Linux adapter on a real kernel', missing);
    return report.end(values.report);
  }
  const parts = names.flatMap((name) => PARTS[name] ?? []).filter(({ name }) => name.includes(values.only));
  // The image alone takes a minute: it is not built for nothing.
  if (parts.every((part) => part.seconds > Number(values.within))) {
    for (const part of parts) skipForTime(report, part, Number(values.within));
    return report.end(values.report);
  }
  try {
    await buildImage({ again: values.rebuild, say: (text) => report.note(text) });
    await buildFirmware();
  } catch (error) {
    // Packages that cannot be had now say nothing about the adapter.
    const why = error instanceof Error ? error.message : String(error);
    report.skip('the Linux adapter on a real kernel', `its laptop could not be built: ${why.slice(0, 600)}`);
    return report.end(values.report);
  }
  const share = mkdtempSync(join(tmpdir(), 'baton-lab-share-'));
  const clean = () => rmSync(share, { recursive: true, force: true });
  process.once('exit', clean);
  try {
    await stage(share, values.agent);
    for (const part of parts) {
      const leftS = Math.round(Number(values.within) - report.seconds);
      if (part.seconds > leftS) {
        skipForTime(report, part, leftS);
        continue;
      }
      await runPart(part, { share, report, quick: values.quick, keep: values.keep });
    }
  } finally {
    clean();
  }
  report.note(`all of it took ${report.seconds} s`);
  return report.end(values.report);
}

process.exitCode = await main();

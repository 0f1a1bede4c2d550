// @ts-check
import { agentLog } from './agent-in-laptop.mjs';
import { boot } from './laptop.mjs';

/**
 * @typedef {object} Bench
 * @property {import('./laptop.mjs').Laptop} laptop
 * @property {import('./report.mjs').Report} report
 * @property {boolean} quick only what matters most
 *
 * @typedef {object} Part one boot of a laptop, and what is proven in it
 * @property {string} name
 * @property {number} seconds how long it takes on two busy cores, about
 * @property {import('./laptop-argv.mjs').LaptopOptions} laptop
 * @property {(bench: Bench) => Promise<void>} run
 */

/**
 * Boots the part's laptop, runs it, and switches the laptop off whatever happens.
 * @param {Part} part @param {{ share: string, report: import('./report.mjs').Report, quick: boolean, keep: boolean }} around
 */
export async function runPart(part, { share, report, quick, keep }) {
  const began = performance.now();
  const failedBefore = report.failed;
  await report.check(`${part.name}: the laptop boots and the part runs to its end`, async () => {
    const laptop = await boot(part.laptop, share);
    try {
      await part.run({ laptop, report, quick });
    } finally {
      if (report.failed > failedBefore) report.note(await lastWords(laptop));
      if (keep) await keptUp(laptop, report);
      await laptop.off();
    }
  });
  report.note(`${part.name} took ${Math.round((performance.now() - began) / 1000)} s`);
}

/** @param {import('./laptop.mjs').Laptop} laptop */
async function lastWords(laptop) {
  const kernel = await laptop.hands.run(['dmesg']).catch(() => null);
  const agent = await agentLog(laptop).catch(() => '');
  const lines = kernel
    ? kernel.stdout.trimEnd().split('\n').slice(-25)
    : laptop.console().trimEnd().split('\n').slice(-25);
  return `the agent's last words:\n${agent.trimEnd()}\nthe kernel's last words:\n${lines.join('\n')}`;
}

/** @param {import('./laptop.mjs').Laptop} laptop @param {import('./report.mjs').Report} report */
function keptUp(laptop, report) {
  report.note(
    `The laptop stays up; Ctrl-C ends it. Its hands listen on port ${laptop.orders}: node e2e/lab/shell.mjs ${laptop.orders}`,
  );
  return new Promise((resolve) => process.once('SIGINT', resolve));
}

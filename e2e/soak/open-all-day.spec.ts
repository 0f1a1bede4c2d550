import { readFileSync } from 'node:fs';
import { startMachine } from '../fixtures/machines';
import { expect, test } from '../fixtures/test';
import { flatness, type MemorySample } from './flatness';
import { domNodes, heapMB, scriptObjectsMB } from './page-memory';

const MINUTES = Number(process.env.BATON_SOAK_MINUTES || 60);
/** What comes back to the same state does not come back to the same byte: garbage is collected when the engine likes. */
const GROWTH_MAX = 0.08;
const SAMPLES = 60;
const FULL_AFTER = 30;

/** Places that are watched all day, each in a page of its own. */
const WATCHED = ['', 'machine?id=demo', 'machine?id=demo&tab=logs', 'machine?id=demo&tab=console', 'gpu', 'activity'];

function residentMB(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kib) * 1024) / 1e6;
}

test(`a session that is left open for ${MINUTES} minutes under load ends with flat memory`, async ({
  home,
  context,
  stack,
}) => {
  await startMachine(stack);
  const stir = async () => {
    await stack.tell('machine.pause', { id: 'demo' });
    await stack.tell('machine.resume', { id: 'demo' });
  };
  // Lists that show their latest lines are full from the beginning.
  for (let times = 0; times < FULL_AFTER; times += 1) await stir();
  const pages = [home];
  while (pages.length < WATCHED.length) pages.push(await context.newPage());
  for (const [index, path] of WATCHED.entries()) await pages[index]?.goto(`${stack.url}${path}`);

  const sessions = await Promise.all(pages.map((page) => context.newCDPSession(page)));

  const samples: MemorySample[] = [];
  const everyMs = (MINUTES * 60_000) / SAMPLES;
  for (let index = 0; index < SAMPLES; index += 1) {
    // Load: the machine's state changes, and every page hears of it.
    await stir();
    await home.waitForTimeout(everyMs);
    const sample: MemorySample = { agent: residentMB(stack.agentPid()), gateway: residentMB(stack.gatewayPid()) };
    const told: string[] = [];
    for (const [at, session] of sessions.entries()) {
      const heap = await heapMB(session);
      const objects = await scriptObjectsMB(session);
      const nodes = await domNodes(session);
      sample[`page /${WATCHED[at]}, MB of objects`] = objects;
      sample[`page /${WATCHED[at]}, elements`] = nodes;
      told.push(`/${WATCHED[at]} ${objects.toFixed(2)} of ${heap.toFixed(1)}, ${nodes} elements`);
    }
    samples.push(sample);
    const processes = `agent ${sample.agent?.toFixed(1)}, gateway ${sample.gateway?.toFixed(1)}`;
    process.stdout.write(`${Math.round(((index + 1) * everyMs) / 1000)} s, MB: ${processes}; ${told.join('; ')}\n`);
  }
  for (const [name, { first, last, growth }] of Object.entries(flatness(samples))) {
    process.stdout.write(`${name}: ${first.toFixed(2)} -> ${last.toFixed(2)} (${(growth * 100).toFixed(1)} %)\n`);
    expect.soft(growth, name).toBeLessThan(GROWTH_MAX);
  }
});

import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from '@playwright/test';
import { startMachine } from '../fixtures/machines';
import { expect, test } from '../fixtures/test';
import { flatness, type MemorySample } from './flatness';

const MINUTES = Number(process.env.BATON_SOAK_MINUTES || 60);
/** What comes back to the same state does not come back to the same byte: garbage is collected when the engine likes. */
const GROWTH_MAX = 0.08;
const SAMPLES = 60;

/** Places that are watched all day, each in a page of its own. */
const WATCHED = ['', 'machine?id=demo', 'machine?id=demo&tab=logs', 'machine?id=demo&tab=console', 'gpu', 'activity'];

function residentMB(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kib) * 1024) / 1e6;
}

/** JavaScript that is still reachable, of one page. */
async function heapMB(context: BrowserContext, page: Page): Promise<number> {
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1e6;
}

test(`a session that is left open for ${MINUTES} minutes under load ends with flat memory`, async ({
  home,
  context,
  stack,
}) => {
  await startMachine(stack);
  const pages = [home];
  while (pages.length < WATCHED.length) pages.push(await context.newPage());
  for (const [index, path] of WATCHED.entries()) await pages[index]?.goto(`${stack.url}${path}`);

  const samples: MemorySample[] = [];
  const everyMs = (MINUTES * 60_000) / SAMPLES;
  for (let index = 0; index < SAMPLES; index += 1) {
    // Load: the machine's state changes, and every page hears of it.
    await stack.tell('machine.pause', { id: 'demo' });
    await stack.tell('machine.resume', { id: 'demo' });
    await home.waitForTimeout(everyMs);
    const sample: MemorySample = { agent: residentMB(stack.agentPid()), gateway: residentMB(stack.gatewayPid()) };
    for (const [at, page] of pages.entries()) sample[`page /${WATCHED[at]}`] = await heapMB(context, page);
    samples.push(sample);
    const told = Object.entries(sample).map(([name, megabytes]) => `${name} ${megabytes.toFixed(1)}`);
    process.stdout.write(`${Math.round(((index + 1) * everyMs) / 1000)} s, MB: ${told.join(', ')}\n`);
  }
  for (const [name, { first, last, growth }] of Object.entries(flatness(samples))) {
    process.stdout.write(`${name}: ${first.toFixed(1)} -> ${last.toFixed(1)} MB (${(growth * 100).toFixed(1)} %)\n`);
    expect.soft(growth, name).toBeLessThan(GROWTH_MAX);
  }
});

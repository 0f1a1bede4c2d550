import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { connectAgent, startAgent, startGateway } from './baton-process';
import { type Bench, judge } from './bench';
import { pausedMachines } from './paused-machines';
import { median } from './statistics';
import { logIn } from './watching-clients';

const MACHINES = 50;
const BUDGET_MS = 1000;
const OPENINGS = 7;
const QUICK_OPENINGS = 3;
/** A page that did nothing long for this time after its rows were there is at rest. */
const QUIET_MS = 1500;
const PHONE = { width: 390, height: 844 };

/** What a person waits for who opens Home with fifty machines. */
export const listPage: Bench = {
  name: 'list-page',
  summary: `Home with ${MACHINES} paused machines in a browser: from asking for the page until all rows are there and it answers`,
  run: async ({ quick }) => {
    const agent = await startAgent();
    const gateway = await startGateway(agent.stateDir);
    const { api, close } = connectAgent(agent.stateDir);
    const machines = pausedMachines(api);
    const browser = await openBrowser();
    try {
      await machines.start(MACHINES);
      const { url, cookie } = await logIn(String(gateway.ready.url), agent.stateDir);
      const openings = await openHome(browser, { url, cookie, count: quick ? QUICK_OPENINGS : OPENINGS });
      const reference = { kind: 'budget' as const, what: `${MACHINES} rows, interactive`, value: BUDGET_MS };
      const detail = `median of ${openings.length}, slowest ${Math.max(...openings).toFixed(0)} ms; phone size, over TLS, nothing cached`;
      return [judge({ name: 'list-page', value: median(openings), unit: 'ms', reference, budget: 1, detail })];
    } finally {
      await browser.close();
      await machines.end();
      await close();
      await gateway.stop();
      await agent.stop();
    }
  },
};

async function openBrowser(): Promise<Browser> {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) =>
    existsSync(file),
  );
  if (!executablePath) throw new Error('there is no Chromium');
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath, args: ['--disable-gpu', ...(asRoot ? ['--no-sandbox'] : [])] });
}

interface Openings {
  readonly url: string;
  readonly cookie: string;
  readonly count: number;
}

/** @returns for each opening, by a browser that knows nothing yet, the milliseconds until Home was interactive */
async function openHome(browser: Browser, { url, cookie, count }: Openings): Promise<number[]> {
  const [name = '', value = ''] = cookie.split('=');
  const took: number[] = [];
  for (let opening = 0; opening < count; opening += 1) {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: PHONE });
    await context.addCookies([{ name, value, url, secure: url.startsWith('https'), httpOnly: true }]);
    const page = await context.newPage();
    await page.addInitScript(rememberLongTasks);
    await page.goto(url);
    took.push(await interactiveMs(page));
    await context.close();
  }
  return took;
}

/** In the page, before its own scripts: when its last long task ended. A press waits for a long task. */
function rememberLongTasks() {
  const seen = globalThis as unknown as { lastLongTaskMs: number };
  seen.lastLongTaskMs = 0;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.lastLongTaskMs = startTime + duration;
  }).observe({ type: 'longtask', buffered: true });
}

/** Since the navigation began: when the last row was there and nothing long was left to do. */
async function interactiveMs(page: Page): Promise<number> {
  const rows = await page.waitForFunction((machines) => {
    const list = document.querySelector('ul[aria-label="Machines"]');
    return (list?.querySelectorAll(':scope > li').length ?? 0) >= machines && performance.now();
  }, MACHINES);
  const rowsMs = Number(await rows.jsonValue());
  await page.waitForTimeout(QUIET_MS);
  const lastLongTaskMs = await page.evaluate(
    () => (globalThis as unknown as { lastLongTaskMs: number }).lastLongTaskMs,
  );
  return Math.max(rowsMs, lastLongTaskMs);
}

import type { Page } from '@playwright/test';
import { machine, stateOf } from '../../fixtures/machines';
import { expectHome, expectSimulated, openMachine, rowOf } from '../../fixtures/people';
import type { Stack } from '../../fixtures/stack';
import { test as base, expect } from '../../fixtures/test';

/** Logged in and on Home. What a scenario broke stays broken: nothing is put right afterwards but the machines. */
export const test = base.extend({
  home: async ({ page, context, stack, session }, use) => {
    await context.addCookies(session.cookies);
    await page.goto(stack.url);
    await expectHome(page);
    await expectSimulated(page);
    await use(page);
    if ((await stateOf(stack)) !== 'stopped') await stack.baton('machine', 'force-off', 'demo', '--wait');
  },
});

export { expect };

interface SeenGpu {
  readonly state: { readonly kind: string };
  readonly holder: { readonly kind: string };
  readonly functions: readonly { readonly address: string; readonly driver: string | null }[];
}

/** What a refused start must leave as it was, as `baton gpu status --json` tells it. */
export async function gpuNow(stack: Stack) {
  const gpu = (await stack.baton('gpu', 'status')) as SeenGpu;
  const drivers = Object.fromEntries(gpu.functions.map(({ address, driver }) => [address, driver]));
  return { state: gpu.state.kind, holder: gpu.holder.kind, drivers };
}

/** What the person is told: the heading, and pieces of the sentences below it. */
export interface Told {
  readonly title: string;
  readonly words: readonly string[];
  /** A sheet with choices opens, too. */
  readonly inSheet?: boolean;
}

/** Starts the demo from Home: it is refused there and on the machine's page with these words, and nothing has changed. */
export async function expectRefusedStart(page: Page, stack: Stack, { title, words, inSheet }: Told): Promise<void> {
  const before = await gpuNow(stack);
  await page.goto(stack.url);
  await rowOf(page, 'demo').getByRole('button', { name: 'Start demo' }).click();
  if (inSheet) {
    const sheet = page.getByRole('dialog', { name: 'demo did not start' });
    await expect(sheet).toContainText(title);
    for (const word of words) await expect(sheet).toContainText(word);
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  }
  const news = page.getByRole('status').filter({ hasText: `Start demo: ${title}`, visible: true });
  await expect(news).toBeVisible();
  for (const word of words) await expect(news).toContainText(word);

  await openMachine(page, stack, { id: 'demo' });
  const alert = page.getByTestId('run-timeline').getByRole('alert');
  await expect(alert).toContainText(title);
  for (const word of words) await expect(alert).toContainText(word);
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible();
  expect(await stateOf(stack)).toBe('stopped');
  expect(await gpuNow(stack)).toEqual(before);
}

/** The way on that the page offers: the demo runs without the GPU, which stays as it is. */
export async function expectStartsWithoutGpu(page: Page, stack: Stack): Promise<void> {
  const before = await gpuNow(stack);
  await openMachine(page, stack, { id: 'demo' });
  await page.getByRole('button', { name: 'Start without the GPU' }).click();
  await expect(page.getByText('Running', { exact: true })).toBeVisible();
  expect((await machine(stack)).holdsGpu).toBe(false);
  expect(await gpuNow(stack)).toEqual(before);
  await stack.baton('machine', 'force-off', 'demo', '--wait');
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible();
}

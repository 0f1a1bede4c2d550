import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { stateOf } from '../../fixtures/machines';
import { openMachine, rowOf } from '../../fixtures/people';
import { expect, gpuNow, test } from './scenario';

test.use({ scenario: 'stuck-unbind' });

const STUCK = 'The kernel is stuck with the GPU';

/** Words in the GPU card, and nothing to press that would write to the card again. */
async function expectStuck(page: Page): Promise<void> {
  const card = page.getByRole('region', { name: 'Needs attention' });
  await expect(card.getByRole('alert')).toContainText(STUCK);
  await expect(card).toContainText('never came back (unbind 0000:01:00.1)');
  await expect(card).toContainText('restart the laptop');
  await expect(card.getByRole('button', { name: /Hand to|Return to host|Power off|Show me first/ })).toHaveCount(0);
}

test('stuck-unbind: Baton stops writing, says so, keeps saying so after a restart, and the rest goes on', async ({
  home: page,
  stack,
}) => {
  const laptop = () => readFileSync(join(stack.stateDir, 'simulated-laptop.json'), 'utf8');
  await rowOf(page, 'demo').getByRole('button', { name: 'Start demo' }).click();
  await expectStuck(page);
  await expect(rowOf(page, 'demo')).toContainText('Waits: the GPU needs attention');
  await expect(page.getByRole('button', { name: 'Start demo' })).toBeDisabled();
  expect(await stateOf(stack)).toBe('stopped');
  const stuck = await gpuNow(stack);
  const before = laptop();
  expect(stuck.state).toBe('wedged');

  // A person who tries all the same is told the same, and not one more write is made.
  await page.getByRole('group', { name: 'Nobody holds the GPU' }).getByRole('button', { name: 'Host' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText(STUCK);
  await expect(sheet.getByRole('button', { name: 'Return to host' })).toHaveAttribute('aria-disabled', 'true');
  await sheet.getByRole('button', { name: 'Cancel' }).click();
  expect(await stack.baton('machine', 'start', 'demo', '--wait')).toMatchObject({ problem: { code: 'gpu.wedged' } });
  expect(laptop()).toBe(before);

  const old = stack.agentPid();
  process.kill(old, 'SIGKILL');
  await expect.poll(() => stack.baton('gpu', 'status').catch(() => null)).toMatchObject({ state: { kind: 'wedged' } });
  expect(stack.agentPid()).not.toBe(old);
  await page.goto(`${stack.url}gpu`);
  await expectStuck(page);
  expect(await gpuNow(stack)).toEqual(stuck);
  expect(laptop()).toBe(before);

  for (const [path, words] of [
    ['check', 'This laptop cannot lend its GPU now.'],
    ['activity', 'Start demo: failed'],
    ['settings', 'This browser'],
  ] as const) {
    await page.goto(`${stack.url}${path}`);
    await expect(page.getByRole('main').getByText(words).first()).toBeVisible();
  }
  await openMachine(page, stack, { id: 'demo' });
  await page.getByRole('button', { name: 'Start without the GPU' }).click();
  await expect(page.getByText('Running', { exact: true })).toBeVisible();
  expect(laptop()).toBe(before);
});

import type { Locator, Page } from '@playwright/test';
import { machine, makeMachine, startMachine, stateOf } from '../../fixtures/machines';
import { rowOf } from '../../fixtures/people';
import type { Stack } from '../../fixtures/stack';
import { expect, test } from '../../fixtures/test';

test('two machines run at once, each with its own state', async ({ home: page, stack }) => {
  const second = await makeMachine(stack, { name: 'second' });
  await startMachine(stack);
  await rowOf(page, 'second').getByRole('button', { name: 'Start second' }).click();
  await expect(rowOf(page, 'second').getByRole('link', { name: 'Console of second' })).toBeVisible();
  await expect(rowOf(page, 'demo').getByRole('link', { name: 'Console of demo' })).toBeVisible();
  await expect(rowOf(page, 'demo')).toContainText('holds the GPU');
  await expect(rowOf(page, 'second')).not.toContainText('GPU');
  await stack.baton('machine', 'force-off', second, '--wait');
  await expect(rowOf(page, 'second').getByRole('button', { name: 'Start second' })).toBeVisible();
  expect(await stateOf(stack)).toBe('running');
});

/** The demo has the GPU; a second machine wants it and is started from Home. */
async function refusedStart(page: Page, stack: Stack): Promise<{ second: string; dialog: Locator }> {
  await startMachine(stack);
  const second = await makeMachine(stack, { name: 'second', gpu: { wanted: true, afterExit: 'host' } });
  await rowOf(page, 'second').getByRole('button', { name: 'Start second' }).click();
  const dialog = page.getByRole('dialog', { name: 'second needs the GPU, which demo holds' });
  await expect(dialog).toContainText('One machine can hold it at a time.');
  for (const choice of ['Switch', 'Start without the GPU', 'Cancel']) {
    await expect(dialog.getByRole('button', { name: choice, exact: true })).toBeVisible();
  }
  return { second, dialog };
}

test('a second machine that wants the GPU is refused, and Cancel changes nothing', async ({ home: page, stack }) => {
  const { second, dialog } = await refusedStart(page, stack);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  expect(await stateOf(stack, second)).toBe('stopped');
  expect(await machine(stack)).toMatchObject({ holdsGpu: true, state: { kind: 'running' } });
});

test('a second machine that wants the GPU can start without it', async ({ home: page, stack }) => {
  const { second, dialog } = await refusedStart(page, stack);
  await dialog.getByRole('button', { name: 'Start without the GPU' }).click();
  await expect(rowOf(page, 'second').getByRole('link', { name: 'Console of second' })).toBeVisible();
  expect(await machine(stack, second)).toMatchObject({ holdsGpu: false, state: { kind: 'running' } });
  expect((await machine(stack)).holdsGpu).toBe(true);
});

test('Switch shuts the holder down and hands the GPU on', async ({ home: page, stack }) => {
  const { second, dialog } = await refusedStart(page, stack);
  await dialog.getByRole('button', { name: 'Switch' }).click();
  await expect(page.getByRole('heading', { name: 'Used by second' })).toBeVisible();
  await expect(rowOf(page, 'demo').getByRole('button', { name: 'Start demo' })).toBeVisible();
  expect((await machine(stack)).state.last?.cause).toBe('shut-down');
  await expect.poll(() => machine(stack, second)).toMatchObject({ holdsGpu: true, state: { kind: 'running' } });
});

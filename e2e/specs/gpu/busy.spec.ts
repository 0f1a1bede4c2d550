import type { Page } from '@playwright/test';
import { machine, stateOf } from '../../fixtures/machines';
import { expectNoSidewaysScroll, openMachine, rowOf } from '../../fixtures/people';
import { expect, expectAccessible, test } from './laptop';

test.use({ plays: 'busy-gpu' });

/** Presses Start on Home and waits for the sheet that says why it did not go. */
async function startInVain(page: Page) {
  await rowOf(page, 'demo').getByRole('button', { name: 'Start demo' }).click();
  const sheet = page.getByRole('dialog', { name: 'demo did not start' });
  await expect(sheet).toContainText('The GPU is in use');
  return sheet;
}

async function askPython(page: Page) {
  await page.getByRole('button', { name: 'Ask to close (python3 train.py, pid 4312)' }).click();
  const question = page.getByRole('dialog', { name: 'Ask python3 train.py to close?' });
  await expect(question).toContainText('Baton sends it SIGTERM: it can save first. Unsaved work may be lost.');
  return question;
}

test('a process that is asked to close lets go of the GPU, and the start that was refused goes through', async ({
  person: page,
  laptop,
}) => {
  const sheet = await startInVain(page);
  await expect(sheet).toContainText('User anna, since');
  await expectAccessible(page);
  const question = await askPython(page);
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Ask to close', exact: true }).click();
  await expect(question).toBeHidden();

  await expect(sheet.getByText('Nothing has the GPU open any more.')).toBeVisible();
  await expect(sheet.getByText('The GPU is in use')).toBeHidden();
  await sheet.getByRole('button', { name: 'Start demo' }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Used by demo' })).toBeVisible();
  expect((await machine(laptop)).holdsGpu).toBe(true);
});

test('who is asked and cancels is asked nothing: the process goes on', async ({ person: page, laptop }) => {
  await page.goto(`${laptop.url}gpu`);
  const process = page.getByRole('list', { name: 'Processes' }).getByRole('listitem');
  const question = await askPython(page);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await expect(process).toContainText('pid 4312');
  const { processes } = await laptop.ask<{ processes: unknown[] }>('gpu.view');
  expect(processes).toHaveLength(1);
});

test('a machine that waits for the GPU says so everywhere, and starts by itself when it is free', async ({
  person: page,
  laptop,
}) => {
  const sheet = await startInVain(page);
  await sheet.getByRole('button', { name: 'Start when it is free' }).click();
  await expect(sheet).toBeHidden();
  await expect(rowOf(page, 'demo')).toContainText('Waits until the GPU is free');
  await expect(page.getByText('demo waits until the GPU is free')).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);

  await openMachine(page, laptop, { id: 'demo' });
  await expect(page.getByText('Waits until the GPU is free', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel the start of demo' })).toBeVisible();
  await expect(page.getByTestId('run-timeline')).toContainText('python3 train.py (pid 4312)');
  await expectAccessible(page);

  await page.goto(`${laptop.url}gpu`);
  await expect(page.getByText('demo waits until the GPU is free')).toBeVisible();
  const question = await askPython(page);
  await question.getByRole('button', { name: 'Ask to close', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Used by demo' })).toBeVisible();
  await expect(page.getByText('demo has it; no process of the host does.')).toBeVisible();
});

test('a wait can be cancelled, and that is no failure', async ({ person: page, laptop }) => {
  const sheet = await startInVain(page);
  await sheet.getByRole('button', { name: 'Start when it is free' }).click();
  await rowOf(page, 'demo').getByRole('button', { name: 'Cancel the start of demo' }).click();
  await expect(rowOf(page, 'demo')).toContainText('Stopped');
  await expect(page.getByText('demo waits until the GPU is free')).toBeHidden();
  await expect(page.getByRole('status').filter({ hasText: 'Start demo:' })).toHaveCount(0);
  expect(await stateOf(laptop)).toBe('stopped');

  await openMachine(page, laptop, { id: 'demo' });
  await expect(page.getByTestId('run-timeline')).toContainText('Waiting was cancelled');
  await expectAccessible(page);
});

test('the choices are there again where the failure is shown', async ({ person: page, laptop }) => {
  const sheet = await startInVain(page);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.getByRole('button', { name: 'Options', exact: true }).filter({ visible: true }).click();
  await expect(sheet.getByRole('button', { name: 'Start when it is free' })).toBeVisible();
  await page.keyboard.press('Escape');
  await openMachine(page, laptop, { id: 'demo' });
  await page.getByRole('button', { name: 'What you can do' }).click();
  await sheet.getByRole('button', { name: 'Start without the GPU' }).click();
  await expect(page.getByText('Running', { exact: true })).toBeVisible();
  expect((await machine(laptop)).holdsGpu).toBe(false);
});

import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { makeMachine, startMachine } from '../../fixtures/machines';
import { openMachine } from '../../fixtures/people';
import type { Stack } from '../../fixtures/stack';
import { expect, expectAccessible, test } from '../../fixtures/test';

const MILLION = 1_000_000;

/** A machine that has written `count` lines to its serial port. It is not started: a log is there all the same. */
async function machineWithLog(stack: Stack, name: string, count: number): Promise<{ id: string; log: string }> {
  const id = await makeMachine(stack, { name });
  const folder = join(stack.stateDir, 'machines', id);
  mkdirSync(folder, { recursive: true });
  const log = join(folder, 'serial.log');
  writeFileSync(log, '');
  for (let from = 0; from < count; from += 50_000) {
    let text = '';
    for (let n = from; n < Math.min(count, from + 50_000); n += 1)
      text += `line ${n}${n === 1234 ? ' the needle' : ''}\n`;
    appendFileSync(log, text);
  }
  return { id, log };
}

/** A button on the desktop, an item of the menu on the phone. */
async function act(page: Page, button: string, item: string): Promise<void> {
  const more = page.getByRole('button', { name: 'More for this log' });
  const wide = page.getByRole('button', { name: button, exact: true });
  await expect(more.or(wide)).toBeVisible();
  if (await wide.isVisible()) return wide.click();
  await more.click();
  await page.getByRole('menuitem', { name: item }).click();
}

const lines = (page: Page, name: string) => page.getByRole('log', { name: `Serial log of ${name}` });

test('a log of a million lines opens at its end, is scrolled, searched far back, and followed again', async ({
  home: page,
  stack,
}) => {
  const { id, log: file } = await machineWithLog(stack, 'million', MILLION);
  await openMachine(page, stack, { id, tab: 'logs' });
  const log = lines(page, 'million');
  await expect(log).toContainText(`line ${MILLION - 1}`);
  // Only what is in view is drawn.
  expect(await log.locator('[data-line]').count()).toBeLessThan(150);

  await log.hover();
  for (let turn = 0; turn < 12; turn += 1) {
    await log.evaluate((box) => box.scrollBy(0, -box.clientHeight * 10));
    await expect.poll(() => log.locator('[data-line]').count()).toBeGreaterThan(5);
  }
  await expect(log).not.toContainText(`line ${MILLION - 1}`);

  await page.getByRole('searchbox', { name: 'Search in the log' }).fill('the needle');
  await page.getByRole('button', { name: 'Search earlier lines' }).click();
  await expect(log.getByText('line 1234 the needle')).toBeInViewport();
  await expect(log).toContainText('line 1230');

  await page.getByRole('button', { name: 'Show only lines with it' }).click();
  await expect(log.locator('[data-line]')).toHaveCount(1);
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expect(log).toContainText('line 1230');
  await act(page, 'Follow', 'Follow the end');
  await expect(log).toContainText(`line ${MILLION - 1}`);
  appendFileSync(file, 'it goes on\n');
  await expect(log).toContainText('it goes on');
});

test('a link to an old line opens there, and a time can be jumped to', async ({ home: page, stack }) => {
  const { id } = await machineWithLog(stack, 'linked', 200_000);
  const { entries } = await stack.ask<{ entries: { source: string; file: string; offset: number; text: string }[] }>(
    'log.read',
    { machineId: id, view: 'serial', place: { kind: 'start' }, direction: 'on', limit: 2000 },
  );
  const line = entries[1500];
  const hash = encodeURIComponent(`${line?.source}:${line?.file}:${line?.offset}`);
  await page.goto(`${stack.url}machine?id=${id}&tab=logs#${hash}`);
  const log = lines(page, 'linked');
  await expect(log.getByText('line 1500', { exact: true })).toBeInViewport();
  await expect(page.getByRole('region', { name: 'Selected line' })).toContainText('line 1500');
  await act(page, 'Jump', 'Jump to a time');
  await page.getByLabel("Time on this device's clock").fill('2020-01-01T00:00:00');
  await page.getByRole('dialog').getByRole('button', { name: 'Jump' }).click();
  await expect(log.getByText('line 0', { exact: true })).toBeInViewport();
});

test('what a machine, QEMU, Baton and the kernel wrote stands together by time, and is filtered', async ({
  home: page,
  stack,
}) => {
  await startMachine(stack);
  await page.goto(`${stack.url}machine?id=demo&tab=logs`);
  await page.getByLabel('Log', { exact: true }).selectOption('All together');
  const all = page.getByRole('log', { name: 'All logs of demo' });
  await expect(all).toContainText('baton-demo: up');
  await page.getByLabel('Log', { exact: true }).selectOption('Hand-over');
  const handover = page.getByRole('log', { name: 'Hand-over log of demo' });
  await expect(handover).toContainText('Start demo: Bind to vfio-pci: done in');
  await expect(handover).toContainText('Bind to vfio-pci begins');
  await page.getByLabel('Which lines').selectOption('Without debug');
  await expect(handover).not.toContainText('Bind to vfio-pci begins');
  await page.getByLabel('Which lines').selectOption('Errors');
  await expect(page.getByText('No line like that')).toBeVisible();
  await page.getByRole('button', { name: 'Show all lines' }).click();
  await page.getByLabel('Log', { exact: true }).selectOption('Baton');
  await expect(page.getByRole('log', { name: "Baton's own log" })).toContainText('Ready');
  await expectAccessible(page);
});

test('colours are shown as colours, and a flood does not take the page away', async ({ home: page, stack }) => {
  const { id, log: file } = await machineWithLog(stack, 'flooded', 10);
  await openMachine(page, stack, { id, tab: 'logs' });
  const log = lines(page, 'flooded');
  await expect(log).toContainText('line 9');
  appendFileSync(file, 'all \u001b[1;31mred\u001b[0m again\n');
  await expect(log.getByText('red', { exact: true })).toHaveClass(/text-bad/);
  const text = `${'a flood of words that nobody reads '.repeat(3)}\n`.repeat(100_000);
  appendFileSync(file, `${text}after the flood\n`);
  await expect(log).toContainText('after the flood');
  // What came too fast is told where it is missing, and shown when asked for.
  await expect
    .poll(() =>
      log.evaluate((box) => {
        box.scrollBy(0, -box.clientHeight * 4);
        return box.textContent?.includes('left out here');
      }),
    )
    .toBe(true);
  await log.getByRole('button', { name: 'Show them' }).click();
  await expect(log.getByText('all red again')).toBeInViewport();
  expect(readFileSync(file, 'utf8').endsWith('after the flood\n')).toBe(true);
  expect(readdirSync(join(stack.stateDir, 'logs'))).toContain('kernel.log');
});

import { emptyIso } from '../../fixtures/iso';
import { machine } from '../../fixtures/machines';
import { expectNoSidewaysScroll } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';

test('a Linux machine is made from an ISO that is uploaded on the way, and started', async ({ home: page, stack }) => {
  await page.getByRole('main').getByRole('link', { name: 'New machine' }).click();
  await page.getByRole('link', { name: /^Linux/ }).click();
  await page.getByLabel('Name', { exact: true }).fill('sofa');
  const iso = page.getByLabel('ISO image', { exact: true });
  await page.locator('input[type=file]').setInputFiles(emptyIso('tiny-linux.iso'));
  await expect(iso.locator('option:checked')).toContainText('tiny-linux.iso');
  await page.getByRole('button', { name: 'Continue' }).click();

  await page.getByLabel('Size, GiB').fill('2');
  await page.getByRole('radio', { name: 'By hand' }).check();
  await page.getByLabel('Memory, GiB').fill('1');
  await page.getByRole('textbox', { name: 'Processors' }).fill('1');
  await page.getByRole('switch', { name: 'Lend it the GPU' }).uncheck();
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Continue' }).click();

  const main = page.getByRole('main');
  await expect(main).toContainText('sofa starts from tiny-linux.iso and has a new disk of 2 GiB.');
  await expect(main).toContainText('It gets 1 GiB of memory and 1 processor.');
  await page.getByRole('button', { name: 'Create and start' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'sofa' })).toBeVisible();
  await expect(page.getByText('Running', { exact: true })).toBeVisible();
  const id = new URL(page.url()).searchParams.get('id') ?? '';
  expect(await machine(stack, id)).toMatchObject({ name: 'sofa', holdsGpu: false, state: { kind: 'running' } });
  const argv = await stack.ask<string[]>('machine.commandLine', { id });
  expect(argv.join(' ')).toContain('tiny-linux.iso');
  await stack.baton('machine', 'force-off', id, '--wait');
});

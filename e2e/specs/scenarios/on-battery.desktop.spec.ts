import { machine } from '../../fixtures/machines';
import { openMachine, rowOf } from '../../fixtures/people';
import { expectAccessible } from '../../fixtures/test';
import { expect, test } from './scenario';

test.use({ scenario: 'on-battery' });

test('on-battery: a profile that must not start on battery is refused with the GPU, and warns where it may', async ({
  home: page,
  stack,
}) => {
  await page.goto(`${stack.url}profile?id=demo#gpu`);
  const choices = page.getByRole('radiogroup', { name: 'On battery' });
  await expect(choices.getByRole('radio', { name: 'Start anyway' })).toBeChecked();
  await choices.getByRole('radio', { name: 'Do not start' }).check();
  await choices.getByRole('switch', { name: 'Only when the battery is low' }).check();
  await page.getByRole('textbox', { name: 'Only below, in %' }).fill('2');
  await expect(page.getByText('Use at least 5 %.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Only below, in %' }).fill('40');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Do not start below 40 %')).toBeVisible();

  await page.goto(stack.url);
  await rowOf(page, 'demo').getByRole('button', { name: 'Start demo' }).click();
  const sheet = page.getByRole('dialog', { name: 'demo did not start' });
  await expect(sheet).toContainText('Not on battery');
  await expect(sheet).toContainText('The battery has 24 %');
  await expectAccessible(page);
  await sheet.getByRole('button', { name: 'Start without the GPU' }).click();
  await expect(rowOf(page, 'demo')).toContainText('Running');
  expect((await machine(stack)).holdsGpu).toBe(false);
  await stack.baton('machine', 'force-off', 'demo', '--wait');

  await page.goto(`${stack.url}profile?id=demo#gpu`);
  await choices.getByRole('radio', { name: 'Warn' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Warn below 40 %')).toBeVisible();
  await openMachine(page, stack, { id: 'demo' });
  await page.getByRole('button', { name: 'Start demo' }).click();
  await expect(page.getByText('Running', { exact: true })).toBeVisible();
  await expect(page.getByTestId('run-timeline')).toContainText('Running on battery');
  expect((await machine(stack)).holdsGpu).toBe(true);
});

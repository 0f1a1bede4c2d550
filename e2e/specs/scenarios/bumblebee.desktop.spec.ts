import { stateOf } from '../../fixtures/machines';
import { askAndConfirm, expectNoSidewaysScroll, openMachine } from '../../fixtures/people';
import { expectAccessible } from '../../fixtures/test';
import { expect, test } from './scenario';

test.use({ scenario: 'bumblebee' });

test('bumblebee: off is home, it can be verified, and after a machine the GPU is off again', async ({
  home: page,
  stack,
}) => {
  await page.goto(`${stack.url}gpu`);
  await expect(page.getByRole('heading', { name: 'Off', exact: true })).toBeVisible();
  await expect(page.getByText('as Bumblebee keeps it')).toBeVisible();
  await expect(page.getByText('Bumblebee runs this GPU')).toBeVisible();
  await expect(page.getByText('bumblebeed is stopped for the hand-over and started again.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Verify with optirun nvidia-smi' }).click();
  const sheet = page.getByRole('dialog', { name: 'Bumblebee can use the GPU' });
  await expect(sheet).toContainText('NVIDIA-SMI');
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await sheet.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: 'Hand to demo' }).click();
  await expect(page.getByRole('heading', { name: 'Used by demo' })).toBeVisible();
  await openMachine(page, stack, { id: 'demo' });
  await expect.poll(() => stateOf(stack)).toBe('running');
  await page.getByRole('button', { name: 'More for demo', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Force off' }).click();
  await askAndConfirm(page, 'Force off', 'demo');
  await page.goto(`${stack.url}gpu`);
  await expect(page.getByRole('heading', { name: 'Off', exact: true })).toBeVisible();
  await expect(page.getByText('as Bumblebee keeps it')).toBeVisible();
});

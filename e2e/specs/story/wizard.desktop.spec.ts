import { expect, test } from '../../fixtures/test';
import { expectGoodScreen } from '../screens/screens';

test('the wizard keeps its answers over a reload, goes back, and says what is wrong with a name', async ({
  home: page,
  stack,
}) => {
  await page.goto(`${stack.url}new?door=windows`);
  const name = page.getByLabel('Name', { exact: true });
  await name.fill('Demo');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('A machine has this name already.')).toBeVisible();
  await expect(name).toBeFocused();
  await expect(page.getByRole('list', { name: 'What its setup asks for' })).toContainText('TPM 2.0');
  await expectGoodScreen(page);
  await name.fill('games');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Size, GiB').fill('20');
  await page.getByLabel('Size, GiB').press('Enter');
  await page.reload();
  await expect(page.getByLabel('Size, GiB')).toHaveValue('20');
  await page.getByRole('link', { name: 'Back' }).last().click();
  await expect(name).toHaveValue('games');
  await page.goto(`${stack.url}new?door=windows&step=summary`);
  await expect(page.getByRole('main')).toContainText('games has a new disk of 20 GiB and no ISO to start from.');
});

test('every template leads to a summary that can be created', async ({ home: page, stack }) => {
  await page.goto(`${stack.url}new`);
  await page.getByRole('link', { name: 'From a template' }).click();
  await expect(page.getByRole('list', { name: 'Templates' }).getByRole('link')).not.toHaveCount(0);
  await page.getByRole('link', { name: 'Live disc' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('main')).toContainText('Live disc has no disk and no ISO');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Live disc' })).toBeVisible();
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible();
});

import { makeMachine } from '../../fixtures/machines';
import { rowOf } from '../../fixtures/people';
import { expect, expectAccessible, test } from '../../fixtures/test';

test('several machines are deleted at once, and one that came up meanwhile is kept and says why', async ({
  home: page,
  stack,
}) => {
  const ids = new Map<string, string>();
  for (const name of ['one', 'two', 'three', 'four']) ids.set(name, await makeMachine(stack, { name }));
  await page.getByRole('button', { name: 'Select' }).click();
  const list = page.getByRole('list', { name: 'Machines to choose from' });
  for (const name of ['one', 'two', 'three']) await list.getByRole('checkbox', { name, exact: true }).check();
  await expect(page.getByText('3 chosen')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete 3 machines?' });
  await expect(dialog).toContainText('Type the number first.');
  await stack.baton('machine', 'start', ids.get('three') ?? '', '--wait');
  await dialog.getByLabel('Type 3 to confirm').fill('3');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();

  const results = page.getByRole('dialog', { name: '2 deleted, 1 kept' });
  const row = (name: string) => results.getByRole('listitem').filter({ hasText: name });
  await expect(row('one')).toContainText('Deleted');
  await expect(row('three')).toContainText('Kept.');
  await expectAccessible(page);
  await results.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(rowOf(page, 'four')).toBeVisible();
  await expect(rowOf(page, 'three')).toBeVisible();
  await expect(rowOf(page, 'one')).toBeHidden();
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expectNoSidewaysScroll } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';

test('a disk is made in the background, and deleted by its name', async ({ home: page, stack }) => {
  await page.getByRole('main').getByRole('link', { name: 'Storage' }).click();
  await page.getByRole('link', { name: /^Disks/ }).click();
  await page.getByRole('button', { name: 'Create a disk' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create a disk' });
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(dialog).toContainText('Give the disk a name.');
  await dialog.getByLabel('Name', { exact: true }).fill('games');
  await dialog.getByLabel('Size, GiB').fill('2');
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  const disks = page.getByRole('list', { name: 'Disks' }).getByRole('listitem');
  const games = disks.filter({ hasText: 'games.qcow2' });
  await expect(games).toContainText('qcow2');
  await expect(disks.filter({ hasText: 'demo.img' })).toContainText('Used by demo');
  await expect(page.getByRole('button', { name: 'Delete demo.img' })).toHaveCount(0);
  await expectNoSidewaysScroll(page);

  const file = join(stack.stateDir, 'storage', 'images', 'games.qcow2');
  expect(existsSync(file)).toBe(true);
  await page.getByRole('button', { name: 'Delete games.qcow2' }).click();
  const question = page.getByRole('dialog', { name: 'Delete games.qcow2?' });
  await expect(question).toContainText('Type the name first.');
  await question.getByLabel('Type games.qcow2 to confirm').fill('games.qcow2');
  await question.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(question).toBeHidden();
  await expect(games).toHaveCount(0);
  expect(existsSync(file)).toBe(false);
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { emptyIso } from '../../fixtures/iso';
import { expectNoSidewaysScroll } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';
import { expectGoodDialog, expectGoodScreen } from '../screens/screens';

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

test('an ISO is uploaded and deleted again, and a file that is none is refused in place', async ({
  home: page,
  stack,
}) => {
  await page.goto(`${stack.url}library`);
  const choose = page.getByLabel('Upload an ISO').first();
  await choose.setInputFiles(emptyIso('small.iso'));
  const isos = page.getByRole('list', { name: 'ISO images' }).getByRole('listitem');
  await expect(isos.filter({ hasText: 'small.iso' })).toContainText('80 KiB');
  await choose.setInputFiles({ name: 'song.iso', mimeType: 'audio/ogg', buffer: Buffer.alloc(90_000, 7) });
  const uploads = page.getByRole('list', { name: 'Uploads' });
  await expect(uploads.getByRole('alert')).toBeVisible();
  await expectGoodScreen(page);
  await page.getByRole('button', { name: 'Cancel the upload of song.iso' }).click();
  await expect(uploads).toBeHidden();
  await page.getByRole('button', { name: 'Delete small.iso' }).click();
  await expectGoodDialog(page, 'Delete small.iso?');
  await page.getByRole('button', { name: 'Delete small.iso' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(isos.filter({ hasText: 'small.iso' })).toHaveCount(0);
});

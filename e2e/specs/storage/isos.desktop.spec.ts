import { emptyIso } from '../../fixtures/iso';
import { expect, test } from '../../fixtures/test';
import { expectGoodDialog, expectGoodScreen } from '../screens/screens';

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

import { expect, test } from '../../fixtures/test';
import { expectGoodDialog } from '../screens/screens';

test('a ROM that is no vBIOS says so, and the card is not read while the host uses it', async ({
  home: page,
  stack,
}) => {
  await page.goto(`${stack.url}library?tab=rom`);
  await page.getByRole('button', { name: 'Read it from the card' }).click();
  const dialog = page.getByRole('dialog', { name: 'Read the ROM from the card?' });
  await dialog.getByRole('button', { name: 'Read the ROM' }).click();
  await expect(dialog.getByRole('alert')).toContainText('The ROM cannot be read now');
  await expectGoodDialog(page, 'Read the ROM from the card?');

  await page
    .getByLabel('Upload a ROM')
    .first()
    .setInputFiles({ name: 'zeros.rom', mimeType: 'application/octet-stream', buffer: Buffer.alloc(65_536) });
  await expect(page.getByRole('list', { name: 'Uploads' }).getByRole('alert')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel the upload of zeros.rom' }).click();
});

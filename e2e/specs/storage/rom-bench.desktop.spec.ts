import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeRom } from '@baton/model/rom/write';
import { expect, test } from '../../fixtures/test';
import { expectGoodDialog, expectGoodScreen } from '../screens/screens';

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

test('a ROM with a header is explained, trimmed, and shown to a machine', async ({ home: page, stack }) => {
  const folder = join(stack.stateDir, 'storage', 'roms');
  mkdirSync(folder, { recursive: true });
  const card = await stack.ask<{ vendorId: string; deviceId: string }>('gpu.view');
  const { vendorId, deviceId } = card;
  const chain = writeRom([
    { type: 'legacy', vendorId, deviceId, blocks: 16 },
    { type: 'uefi', vendorId, deviceId, blocks: 24 },
  ]);
  writeFileSync(join(folder, 'saved.rom'), Buffer.concat([Buffer.from('NVGI'), Buffer.alloc(1532), chain]));
  await page.goto(`${stack.url}library?tab=rom`);
  const row = (name: string) => page.getByRole('list', { name: 'GPU ROMs' }).getByRole('button', { name });
  await expect(row('saved.rom')).toContainText('Not usable');
  await row('saved.rom').click();
  await expect(page.getByRole('list', { name: 'What was found in saved.rom' })).toContainText('A header stands before');
  await expect(page.getByRole('list', { name: 'What the file is made of' })).toContainText('UEFI image (GOP)');
  await expectGoodScreen(page);
  await page.getByRole('button', { name: 'Make a trimmed copy' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make the copy' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(row('saved-trimmed.rom')).toContainText('Good');
  await row('saved.rom').click();

  await row('saved-trimmed.rom').click();
  await page.getByRole('button', { name: 'Give it to a machine' }).click();
  const dialog = page.getByRole('dialog', { name: 'Give saved-trimmed.rom to a machine?' });
  await dialog.getByRole('radio', { name: 'demo' }).check();
  await dialog.getByRole('button', { name: 'Give it' }).click();
  await expect(dialog).toBeHidden();
  const profile = await stack.ask<{ definition: { gpu: { romFile: string | null } } }>('profile.get', { id: 'demo' });
  expect(profile.definition.gpu.romFile).toBe(join(folder, 'saved-trimmed.rom'));
});

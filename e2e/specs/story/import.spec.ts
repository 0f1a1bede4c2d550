import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectNoSidewaysScroll } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';
import { expectGoodScreen } from '../screens/screens';

const GUIDE = readFileSync(join(import.meta.dirname, '../../../packages/model/src/import/testing/guide.sh'), 'utf8');

test('the guide’s script shows its defects and what became of each line, and becomes a machine', async ({
  home: page,
  stack,
}) => {
  await page.goto(`${stack.url}new?door=import`);
  await page.locator('input[type=file]').setInputFiles({
    name: 'start-vm.sh',
    mimeType: 'text/x-shellscript',
    buffer: Buffer.from(GUIDE),
  });
  const found = page.getByRole('list', { name: 'What was found in it' });
  await expect(found).toContainText('does not end in a backslash');
  await expect(found).toContainText('QEMU_AUDIO_DRV');
  await expect(found).toContainText('-vcpu');
  const parts = page.getByRole('list', { name: 'Parts of the source' }).getByRole('listitem');
  const all = await parts.count();
  expect(all).toBeGreaterThan(20);
  await expectNoSidewaysScroll(page);
  await expectGoodScreen(page);
  await page.getByRole('radio', { name: 'Lost' }).check();
  expect(await parts.count()).toBeLessThan(all);
  await page.getByRole('radio', { name: 'All' }).check();
  await expect(parts).toHaveCount(all);
  await page.getByLabel('Name', { exact: true }).fill('from the guide');
  await page.getByRole('button', { name: 'Open in the editor' }).click();
  await expect(page).toHaveURL(/\/profile\?draft=1/);
});

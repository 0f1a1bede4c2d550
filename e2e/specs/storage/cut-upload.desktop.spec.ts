import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { emptyIso } from '../../fixtures/iso';
import { expect, expectAccessible, test } from '../../fixtures/test';

const MIB = 1024 ** 2;

test('an upload that is cut goes on where it stopped, also after the browser was closed', async ({
  home: page,
  stack,
}, info) => {
  const iso = emptyIso('large.iso', 20 * MIB);
  // By its path: as bytes it would go to the browser twice.
  const file = info.outputPath('large.iso');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, iso.buffer);
  let through = 0;
  await page.route('**/upload/**', (route) => {
    through += 1;
    return through === 1 ? route.continue() : route.abort('connectionreset');
  });
  await page.goto(`${stack.url}library`);
  await page.getByLabel('Upload an ISO').first().setInputFiles(file);
  const uploads = page.getByRole('list', { name: 'Uploads' });
  await expect(uploads).toContainText(/: [1-9][\d.]* MiB of 20 MiB/);
  await expect.poll(() => through).toBeGreaterThan(1);
  await page.getByRole('button', { name: /Pause the upload of large.iso|Go on with the upload of large.iso/ }).click();
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(uploads).toContainText(/Unfinished: [1-9][\d.]* MiB of 20 MiB/);
  await expectAccessible(page);

  await page.unroute('**/upload/**');
  const offsets: number[] = [];
  page.on('request', (request) => {
    const offset = new URL(request.url()).searchParams.get('offset');
    if (request.url().includes('/upload/') && offset !== null) offsets.push(Number(offset));
  });
  const choose = uploads.getByLabel('Choose the file');
  await choose.setInputFiles(emptyIso('other.iso'));
  await expect(uploads.getByRole('alert')).toContainText('That is other.iso.');
  await choose.setInputFiles(file);
  await expect(page.getByRole('list', { name: 'ISO images' })).toContainText('large.iso');
  // Nothing that had come was sent again.
  expect(Math.min(...offsets)).toBeGreaterThan(0);
  const stored = readFileSync(join(stack.stateDir, 'storage', 'iso', 'large.iso'));
  expect(stored.equals(iso.buffer)).toBe(true);
});

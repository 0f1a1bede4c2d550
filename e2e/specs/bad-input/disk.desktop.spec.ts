import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack } from '../../fixtures/stack';
import { expect, setUp, test } from '../../fixtures/test';
import { addDisk, create, expectWrong, openNewMachine, profilesNow } from './profile-form';

const PATH = 'Path of the disk image';

test.describe('the path of a disk', () => {
  const cases: [what: string, path: (storage: string) => string, sentence: RegExp][] = [
    [
      'outside the storage folders',
      () => '/etc/passwd',
      /\/etc\/passwd is not in a storage folder\. Move the file into/,
    ],
    ['that climbs out by dots', (at) => join(at, 'images').concat('/../../baton.db'), /is not in a storage folder/],
    [
      'that is a link out of them',
      (at) => `${at}/out.img`,
      /out\.img is a link to \/etc\/hostname\. Move the file itself/,
    ],
    ['that is a folder', (at) => `${at}/images`, /images is not an ordinary file\. Pick a disk image/],
    ['that does not exist', (at) => `${at}/images/gone.img`, /gone\.img does not exist\. Check the path/],
    ['that another machine uses', (at) => `${at}/images/demo.img`, /demo uses .*demo\.img\..*another image/],
    ['that is not whole', () => 'images/demo.img', /Write the whole path, starting with \//],
  ];
  for (const [what, pathIn, sentence] of cases) {
    test(`${what} is refused at its field, and nothing is stored`, async ({ home: page, stack }) => {
      const storage = join(stack.stateDir, 'storage');
      rmSync(join(storage, 'out.img'), { force: true });
      symlinkSync('/etc/hostname', join(storage, 'out.img'));
      const before = await profilesNow(stack);
      await openNewMachine(page, stack);
      await page.getByLabel('Name', { exact: true }).fill('thief');
      await addDisk(page, 'Path');
      await page.getByRole('radiogroup', { name: 'Format' }).getByText('raw').click();
      const field = page.getByLabel(PATH);
      await field.fill(pathIn(storage));
      await expectWrong(field, sentence);
      await create(page);
      await expectWrong(field, sentence);
      expect(await profilesNow(stack)).toEqual(before);
    });
  }

  test('that is no image of its format is refused with what it is', async ({ home: page, stack }) => {
    const text = join(stack.stateDir, 'storage', 'letter.qcow2');
    writeFileSync(text, 'Dear disk,\n'.repeat(100));
    await openNewMachine(page, stack);
    await page.getByLabel('Name', { exact: true }).fill('letter');
    await addDisk(page, 'Path');
    await page.getByLabel(PATH).fill(text);
    await expectWrong(page.getByLabel(PATH), /cannot be used as a disk: it is raw, not qcow2/);
    rmSync(text);
  });
});

test('a new disk larger than the free space is warned of at its size, because it could fill the storage', async ({
  home: page,
  stack,
}) => {
  await openNewMachine(page, stack);
  await page.getByLabel('Name', { exact: true }).fill('vast');
  await addDisk(page, 'New');
  const size = page.getByRole('textbox', { name: 'Size of the new disk' });
  await size.fill('8192');
  await expect(size).toHaveAccessibleDescription(/needs 8192 GiB, and .* are free\. Free some space/);
  await size.fill('9000');
  await expectWrong(size, /Use at most 8192 GiB/);
});

test('a full storage is told at the size of the new disk, and leaves neither an image nor a profile behind', async ({
  page,
}) => {
  test.skip(process.getuid?.() !== 0, 'only root can mount a file system that is full');
  const storage = mkdtempSync(join(tmpdir(), 'baton-full-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'baton-full', storage]);
  mkdirSync(join(storage, 'images'));
  const stack = await startStack({ env: { BATON_STORAGE: storage } });
  try {
    await setUp(page, stack);
    const before = await profilesNow(stack);
    const files = readdirSync(join(storage, 'images'));
    await openNewMachine(page, stack);
    await page.getByLabel('Name', { exact: true }).fill('full');
    await addDisk(page, 'New');
    await page.getByRole('textbox', { name: 'Size of the new disk' }).fill('1');
    await create(page);
    const size = page.getByRole('textbox', { name: 'Size of the new disk' });
    await expectWrong(size, /full\.qcow2 needs .* and \d+ MiB are free\. Free some space/);
    expect(await profilesNow(stack)).toEqual(before);
    expect(readdirSync(join(storage, 'images'))).toEqual(files);
  } finally {
    await stack.stop();
    execFileSync('umount', [storage]);
    rmSync(storage, { recursive: true });
  }
});

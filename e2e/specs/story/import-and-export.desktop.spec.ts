import { machine } from '../../fixtures/machines';
import { expectNoSidewaysScroll, openMachine } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';
import { expectGoodDialog, expectGoodScreen } from '../screens/screens';

test('a command line that is pasted is imported, and leaves again in every format', async ({ home: page, stack }) => {
  await page.goto(`${stack.url}new?door=import`);
  await page.getByRole('textbox').fill('qemu-system-x86_64 -name demo -machine q35 -m 512 -smp 1 -cpu host -vga std');
  await page.getByRole('button', { name: 'Read it' }).click();
  // The name is taken: another one is proposed.
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('demo 2');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'demo 2' })).toBeVisible();
  const id = new URL(page.url()).searchParams.get('id') ?? '';
  expect(await machine(stack, id)).toMatchObject({ name: 'demo 2' });

  await openMachine(page, stack, { id, tab: 'hardware' });
  await page.getByRole('button', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export demo 2' });
  for (const [format, text] of [
    ['json', '"schemaVersion"'],
    ['sh', '#!/'],
    ['libvirt', '<domain'],
    ['kubevirt', 'kind:'],
    ['argv', '-machine'],
  ] as const) {
    await dialog.getByLabel('As', { exact: true }).selectOption(format);
    await expect(dialog.locator('pre')).toContainText(text);
  }
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('demo-2.txt');
  await expectGoodDialog(page, 'Export demo 2');

  await page.getByRole('switch', { name: 'Say why each argument is there' }).check();
  const reasons = page.getByRole('list', { name: 'Arguments and their reasons' });
  await expect(reasons.getByRole('listitem').filter({ hasText: '-machine' }).first()).toContainText(/\w+\./);
  await expectNoSidewaysScroll(page);
  await expectGoodScreen(page);
});

test('what cannot be read is refused in place, and the text stays', async ({ home: page, stack }) => {
  await page.goto(`${stack.url}new?door=import`);
  const source = page.getByRole('textbox');
  for (const [text, title] of [
    ['qemu-system-x86_64 -name "open', 'A quote is not closed'],
    ['<!DOCTYPE d [<!ENTITY a "b">]><domain>&a;</domain>', 'This XML defines entities'],
    ['just some words', 'No machine was found in it'],
  ] as const) {
    await source.fill(text);
    await page.getByRole('button', { name: 'Read it' }).click();
    await expect(page.getByRole('alert').filter({ hasText: title })).toBeVisible();
    await expect(source).toHaveValue(text);
  }
  await page.locator('input[type=file]').setInputFiles({
    name: 'huge.sh',
    mimeType: 'text/plain',
    buffer: Buffer.alloc(1024 * 1024 + 1, 'x'),
  });
  await expect(page.getByText('huge.sh has 1 MiB.')).toBeVisible();
});

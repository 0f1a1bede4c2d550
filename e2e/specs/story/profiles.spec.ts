import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEditor, openPart } from '../../fixtures/editor';
import { openMachine } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';

/** The first bytes of a qcow2 image (QEMU, docs/interop/qcow2.txt). */
const QCOW2_MAGIC = Buffer.from([0x51, 0x46, 0x49, 0xfb]);

test('a profile is made with a disk of its own, edited, duplicated and deleted by its name', async ({
  home: page,
  stack,
}) => {
  const disk = join(stack.stateDir, 'storage', 'images');
  await openEditor(page, stack);
  await page.getByLabel('Name', { exact: true }).fill('win10');
  await openPart(page, 'Memory');
  await page.getByRole('group', { name: 'Memory' }).getByRole('textbox').fill('1');
  await openPart(page, 'Firmware & machine');
  await page.getByRole('radio', { name: 'BIOS' }).check();
  await openPart(page, 'Storage');
  await page.getByRole('textbox', { name: 'Size of the new disk, GiB' }).fill('2');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'win10' })).toBeVisible();
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible();

  await page.getByRole('link', { name: 'Hardware' }).click();
  const profile = page.getByRole('region', { name: 'Profile' });
  await expect(profile).toContainText('win10.qcow2');
  await expect(profile).toContainText('1 GiB');
  expect(readFileSync(join(disk, 'win10.qcow2')).subarray(0, 4)).toEqual(QCOW2_MAGIC);

  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Windows 10');
  await openPart(page, 'GPU');
  await page.getByRole('switch', { name: 'Wants the GPU' }).check();
  await page.getByRole('radio', { name: 'Power off' }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Windows 10' })).toBeVisible();
  await expect(profile).toContainText('GPU after it stops');
  await expect(profile).toContainText('Power off');

  await page.getByRole('button', { name: 'Duplicate' }).click();
  const copies = page.getByRole('dialog', { name: 'Duplicate Windows 10?' });
  await copies.getByLabel('Name of the copy').fill('Windows 11');
  await copies.getByRole('button', { name: 'Duplicate' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Windows 11' })).toBeVisible();
  await expect(profile).toContainText('None');

  const machines = await stack.ask<{ id: string; name: string }[]>('machine.list');
  expect(machines.map(({ name }) => name)).toEqual(['demo', 'Windows 10', 'Windows 11']);
  const made = machines.find(({ name }) => name === 'Windows 10')?.id ?? '';
  await openMachine(page, stack, { id: made, tab: 'hardware' });
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete Windows 10?' });
  await expect(dialog.getByRole('button', { name: 'Delete', exact: true })).toBeDisabled();
  await expect(dialog).toContainText('Type the name first.');
  await dialog.getByLabel('Type Windows 10 to confirm').fill('Windows 10');
  await dialog.getByRole('switch', { name: 'Also delete the disk image' }).check();
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('main').getByRole('heading', { name: 'Machines' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: 'Windows 10' })).toBeHidden();
  await expect(page.getByRole('main').getByRole('link', { name: 'Windows 11' })).toBeVisible();
  expect(existsSync(join(disk, 'win10.qcow2'))).toBe(false);
});

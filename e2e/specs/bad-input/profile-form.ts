import { expect, type Locator, type Page } from '@playwright/test';
import { openEditor, openPart } from '../../fixtures/editor';
import type { Stack } from '../../fixtures/stack';

interface SeenProfile {
  readonly id: string;
  readonly revision: number;
  readonly definition: { readonly name: string };
}

/** Everything that is stored about profiles: what a refused save must leave as it was. */
export function profilesNow(stack: Stack): Promise<unknown> {
  return stack.baton('profile', 'list');
}

/** The names that are stored. */
export async function namesNow(stack: Stack): Promise<string[]> {
  return ((await stack.baton('profile', 'list')) as SeenProfile[]).map(({ definition }) => definition.name);
}

/** The form of a new machine, small and without a disk: everything in it is right but the name, which is empty. */
export async function openNewMachine(page: Page, stack: Stack): Promise<void> {
  await openEditor(page, stack);
  await openPart(page, 'Firmware & machine');
  await page.getByRole('radiogroup', { name: 'Firmware', exact: true }).getByText('BIOS').click();
  await openPart(page, 'Storage');
  await page.getByRole('button', { name: 'Take this disk off' }).click();
  await setMemory(page, '64');
  await openPart(page, 'Processor');
  await page.getByRole('textbox', { name: 'Cores' }).fill('1');
  await openPart(page, 'General');
}

/** The one disk of the form, of this kind. */
export async function addDisk(page: Page, how: 'New' | 'Library' | 'Path' | 'Device'): Promise<void> {
  await openPart(page, 'Storage');
  await page.getByRole('button', { name: 'Add a disk' }).click();
  await page.getByRole('radiogroup', { name: 'Kind of disk 1' }).getByText(how).click();
}

/** Types so many MiB. */
export async function setMemory(page: Page, mib: string): Promise<void> {
  await openPart(page, 'Memory');
  await page.getByRole('radiogroup', { name: 'Unit of the memory' }).getByText('MiB').click();
  await page.getByRole('textbox', { name: 'Memory' }).fill(mib);
}

export async function create(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Create', exact: true }).click();
}

/** The field is marked as wrong, with this sentence below it. */
export async function expectWrong(field: Locator, sentence: RegExp): Promise<void> {
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(sentence);
}

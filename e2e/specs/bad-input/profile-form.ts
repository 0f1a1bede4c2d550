import { expect, type Locator, type Page } from '@playwright/test';
import { openPart } from '../../fixtures/editor';
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

/** Small and without a disk: BIOS, one core. */
const SMALL = { name: 'small', memory: { sizeMiB: 64 }, boot: ['cd0'] };

/** The form of a new machine: everything in it is right but the name, which is empty. */
export async function openNewMachine(page: Page, stack: Stack): Promise<void> {
  // As the wizard and the import leave one for the editor.
  await page.evaluate((draft) => sessionStorage.setItem('baton-draft', draft), JSON.stringify(SMALL));
  await page.goto(`${stack.url}profile?draft=1`);
  const name = page.getByLabel('Name', { exact: true });
  await expect(name).toHaveValue(SMALL.name);
  await name.fill('');
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

import type { Page } from '@playwright/test';
import { expect, expectAccessible } from '../../fixtures/test';

/** Nothing is loading any more: what is judged is the screen, not its skeleton. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('[aria-busy=true], [data-skeleton]')).toHaveCount(0);
}

/** A settled screen that axe finds nothing wrong with, in both themes. */
export async function expectGoodScreen(page: Page): Promise<void> {
  await settled(page);
  await expectAccessible(page);
}

/** A dialog that is open, has its name and takes the focus; axe finds nothing wrong with it. Esc closes it. */
export async function expectGoodDialog(page: Page, name: string | RegExp): Promise<void> {
  const dialog = page.getByRole('dialog', { name });
  await expect(dialog).toBeVisible();
  await expect(dialog.locator('[aria-busy=true]')).toHaveCount(0);
  await expect(dialog.locator(':focus').or(dialog.and(page.locator(':focus')))).toBeAttached();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

/** Every place of the app, as paths below the stack's address. */
export const PLACES = [
  '',
  'gpu',
  'check',
  'activity',
  'settings',
  'automation',
  'new',
  'new?door=windows',
  'new?door=linux&step=size',
  'new?door=linux&step=summary',
  'new?door=import',
  'library',
  'library?tab=rom',
  'profile',
  'profile?id=demo',
  'machine?id=demo',
  'machine?id=demo&tab=console',
  'machine?id=demo&tab=logs',
  'machine?id=demo&tab=hardware',
  'machine?id=demo&tab=history',
  'machine?id=nowhere',
] as const;

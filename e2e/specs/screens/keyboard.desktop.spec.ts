import type { Locator, Page } from '@playwright/test';
import { rowOf } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';

/** More stops than any screen of ours has. */
const STOPS_MAX = 80;

/** Goes to a control as somebody without a mouse does. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible();
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    await page.keyboard.press('Tab');
    if (await control.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${control} is not reached by Tab`);
}

/** What has the focus shows it. */
async function expectVisibleFocus(control: Locator): Promise<void> {
  const width = await control.evaluate((element) => getComputedStyle(element).outlineStyle);
  expect(width).not.toBe('none');
}

test('the whole story goes by keyboard alone', async ({ home: page }) => {
  const hand = page.getByRole('button', { name: 'Hand to demo' });
  await tabTo(page, hand);
  await expectVisibleFocus(hand);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Used by demo' })).toBeVisible();

  const machine = rowOf(page, 'demo').getByRole('link', { name: 'demo', exact: true });
  await tabTo(page, machine);
  await expectVisibleFocus(machine);
  await page.keyboard.press('Enter');
  const shutDown = page.getByRole('main').getByRole('button', { name: 'Shut down' });
  await tabTo(page, shutDown);
  await expectVisibleFocus(shutDown);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Shut down demo?' });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(shutDown).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, dialog.getByRole('button', { name: 'Shut down' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Why it last stopped' })).toBeVisible();
});

test('the first Tab leads past the navigation, and single keys lead to the places', async ({ home: page }) => {
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(keys).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  await page.keyboard.press('g');
  await page.keyboard.press('g');
  await expect(page.getByRole('heading', { level: 1, name: 'GPU & devices' })).toBeVisible();
});

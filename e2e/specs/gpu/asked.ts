import { expect, type Page } from '@playwright/test';

/** Hands the GPU to the demo and wants to be asked; @returns the question. */
export async function handOverAndBeAsked(page: Page) {
  await page.getByRole('button', { name: 'Show me first' }).click();
  const sheet = page.getByRole('dialog', { name: 'Hand to demo?' });
  await expect(sheet.getByText('Without an answer within 30 s the GPU goes back.')).toBeVisible();
  await sheet.getByRole('switch', { name: 'Ask me whether the screen lives' }).check();
  await sheet.getByRole('button', { name: 'Hand to demo' }).click();
  const question = page.getByRole('alertdialog', { name: 'Does your screen still work?' });
  await expect(question).toBeVisible();
  return question;
}

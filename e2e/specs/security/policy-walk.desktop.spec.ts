import type { Page } from '@playwright/test';
import { startMachine } from '../../fixtures/machines';
import { chooseMore, openMachine } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';

/** Collects what the browser complains about: violations of the policy, errors of scripts, files that are missing. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  return complaints;
}

test('no screen breaks the content security policy or logs an error', async ({ home: page, stack }) => {
  const complaints = complaintsOf(page);
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`blocked ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await startMachine(stack);
  const settled = () => expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  for (const path of ['', 'gpu', 'check', 'activity', 'settings', 'profile', 'profile?id=demo']) {
    await page.goto(`${stack.url}${path}`);
    await expect(page.getByRole('heading').first()).toBeVisible();
    await settled();
  }
  // The gallery shows busy things on purpose.
  await page.goto(`${stack.url}design`);
  await expect(page.getByRole('heading').first()).toBeVisible();
  for (const tab of ['console', 'logs', 'hardware', 'history'] as const) {
    await openMachine(page, stack, { id: 'demo', tab });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await settled();
  }
  await expect(page.getByRole('heading', { level: 1, name: 'demo' })).toBeVisible();
  // What is fetched when it is first used: menus, sheets, the hand-over's steps.
  await openMachine(page, stack, { id: 'demo' });
  await chooseMore(page, 'demo', 'Reboot');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.goto(`${stack.url}gpu`);
  await page.getByRole('group', { name: 'The GPU is with demo' }).getByRole('button', { name: 'Host' }).click();
  await expect(page.getByRole('dialog')).toContainText('demo has the GPU');
  await page.goto(`${stack.url}machine?id=nobody`);
  await expect(page.getByText('This machine does not exist any more')).toBeVisible();
  expect(complaints).toEqual([]);
});

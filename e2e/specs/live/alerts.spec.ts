import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Page } from '@playwright/test';
import { makeMachine, startMachine } from '../../fixtures/machines';
import { expect, expectAccessible, test } from '../../fixtures/test';

/** Somebody's server, that keeps what is posted to it. */
async function webhookServer() {
  const posted: { title: unknown; body: string }[] = [];
  const server = createServer(async (request, response) => {
    posted.push({ title: request.headers.title, body: await text(request) });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/topic`, posted, close: () => server.close() };
}

/** A browser that was allowed to notify, and keeps what it would show. */
async function allowNotifications(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shown: string[] = [];
    class Shown {
      static permission = 'granted';
      constructor(title: string) {
        shown.push(title);
      }
    }
    Object.assign(window, { Notification: Shown, shownNotifications: shown });
  });
}

test('a machine that is killed is told by the bell, by the browser and by a webhook', async ({ home: page, stack }) => {
  const server = await webhookServer();
  await allowNotifications(page);
  await page.goto(`${stack.url}settings`);
  await page.getByLabel('Webhook').fill(server.url);
  await page.getByText('ntfy', { exact: true }).click();
  await page.getByRole('button', { name: 'Save the webhook' }).click();
  await page.getByRole('button', { name: 'Send a try' }).click();
  await expect(page.getByText('Taken by the server (200).')).toBeVisible();
  await expectAccessible(page);

  const id = await makeMachine(stack, { name: 'fragile' });
  process.kill(await startMachine(stack, id), 'SIGKILL');
  await expect(page.getByRole('button', { name: 'Alerts, 1 new' })).toBeVisible();
  const shown = () => page.evaluate(() => (window as unknown as { shownNotifications: string[] }).shownNotifications);
  await expect.poll(shown).toEqual(['fragile stopped unexpectedly']);
  await expect.poll(() => server.posted.length).toBe(2);
  expect(server.posted[1]?.title).toContain('fragile stopped unexpectedly (');
  expect(server.posted[1]?.body).toContain('QEMU crashed or was killed');

  await page.getByRole('button', { name: 'Alerts, 1 new' }).click();
  const sheet = page.getByRole('dialog', { name: 'Alerts' });
  await expect(sheet.getByRole('list', { name: 'Alerts' })).toContainText('Still so');
  await expectAccessible(page);
  await sheet.getByRole('button', { name: 'Mark all as seen' }).click();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: 'Alerts', exact: true })).toBeVisible();

  await stack.tell('profile.remove', { id, deleteDisk: false });
  await stack.tell('alert.setWebhook', { webhook: null });
  server.close();
});

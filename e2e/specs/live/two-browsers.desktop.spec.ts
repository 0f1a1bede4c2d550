import { seenMoving } from '../../fixtures/moving';
import { openMachine, rowOf } from '../../fixtures/people';
import { expect, logIn, test } from '../../fixtures/test';

test('what one browser does is seen in another at the same time', async ({ home: page, stack, browser }) => {
  const context = await browser.newContext();
  const other = await context.newPage();
  await logIn(other, stack);
  await expect(other.getByRole('heading', { name: 'Used by host' })).toBeVisible();

  // Both see it on its way, before it has arrived.
  const moving = [page, other].map((seen) => seenMoving(seen));
  await page.getByRole('button', { name: 'Hand to demo' }).click();
  await Promise.all(moving);
  for (const seen of [page, other]) {
    await expect(seen.getByRole('heading', { name: 'Used by demo' })).toBeVisible();
    await expect(rowOf(seen, 'demo').getByRole('link', { name: 'Console of demo' })).toBeVisible();
  }
  await openMachine(other, stack, { id: 'demo' });
  await other.getByRole('button', { name: 'Pause' }).click();
  await expect(rowOf(page, 'demo').getByRole('button', { name: 'Resume demo' })).toBeVisible();
  await rowOf(page, 'demo').getByRole('button', { name: 'Resume demo' }).click();
  await expect(other.getByText('Running', { exact: true })).toBeVisible();
  await context.close();
});

test('a session that is ended in one browser ends in the other', async ({ home: page, stack, browser }) => {
  const context = await browser.newContext({ userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' });
  const other = await context.newPage();
  await logIn(other, stack);
  await page.goto(`${stack.url}settings`);
  const sessions = page.getByRole('list', { name: 'Sessions' });
  await expect(sessions).toContainText('This browser');
  await sessions.getByRole('button', { name: 'Log out Firefox on Linux' }).click();
  await expect(other.getByRole('heading', { name: 'Log in' })).toBeVisible();
  await expect(sessions.getByRole('button', { name: 'Log out Firefox on Linux' })).toBeHidden();
  await context.close();
});

test('logging out leads to the log-in page, and the session is gone', async ({ stack, browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await logIn(page, stack);
  const before = await context.cookies();
  await page.goto(`${stack.url}settings`);
  await page.getByRole('main').getByRole('button', { name: 'Log out', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible();
  // The cookie that a thief may have kept is worth nothing.
  await context.addCookies(before);
  await page.goto(stack.url);
  await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible();
  await context.close();
});

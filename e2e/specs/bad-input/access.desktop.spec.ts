import { expectHome } from '../../fixtures/people';
import { startStack } from '../../fixtures/stack';
import { expect, logIn, PASSWORD, setUp, test } from '../../fixtures/test';

interface SeenSession {
  readonly setupNeeded: boolean;
}

test('a wrong setup token is refused at its field, and the right one still works afterwards', async ({ page }) => {
  const stack = await startStack();
  try {
    await page.goto(`${stack.url}#setup=not-the-token`);
    await page.getByLabel('Choose a password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Set the password' }).click();
    const field = page.getByLabel('Link from the terminal');
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toBeFocused();
    await expect(field).toHaveAccessibleDescription(/The link was used before.*Use the newest link/);
    expect(await stack.ask<SeenSession>('session.state')).toMatchObject({ setupNeeded: true });

    await field.fill(`${stack.url}#setup=${stack.setupToken}`);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await expectHome(page);
  } finally {
    await stack.stop();
  }
});

test('a setup token that somebody else used meanwhile chooses no second password', async ({ page, browser }) => {
  const stack = await startStack();
  const late = await (await browser.newContext()).newPage();
  try {
    // Both have the link open; one is faster.
    await late.goto(`${stack.url}#setup=${stack.setupToken}`);
    await late.getByLabel('Choose a password').fill('another password');
    await setUp(page, stack);
    await late.getByRole('button', { name: 'Set the password' }).click();
    await expect(late.getByLabel('Choose a password')).toHaveAccessibleDescription(/A password was chosen before/);

    // The link is no use any more, and says so; the password that was chosen first is the one.
    await late.goto('about:blank');
    await late.goto(`${stack.url}#setup=${stack.setupToken}`);
    await expect(late.getByText('Already set up')).toBeVisible();
    await late.getByLabel('Password', { exact: true }).fill('another password');
    await late.getByRole('button', { name: 'Log in' }).click();
    await expect(late.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/not the password/);
    await logIn(late, stack);
  } finally {
    await late.context().close();
    await stack.stop();
  }
});

test('ten wrong passwords are slowed down with the time to wait, and meanwhile the right one is refused too', async ({
  page,
  browser,
}) => {
  const stack = await startStack();
  const owner = await browser.newContext();
  try {
    await setUp(await owner.newPage(), stack);
    await page.goto(stack.url);
    const password = page.getByLabel('Password', { exact: true });
    const button = page.getByRole('button', { name: 'Log in' });
    /** @returns the status of the answer and the seconds to wait that it names. */
    const tell = async (text: string) => {
      await password.fill(text);
      const answered = page.waitForResponse((response) => response.url().includes('session.login'));
      await button.click();
      const answer = await answered;
      const waitS = Number(/"retryAfterSeconds":(\d+)/.exec(await answer.text())?.[1] ?? 0);
      if (!answer.ok()) await expect(button).not.toHaveAttribute('aria-busy', 'true');
      return { status: answer.status(), waitS };
    };

    expect(await tell('wrong password')).toEqual({ status: 401, waitS: 0 });
    await expect(password).toHaveAccessibleDescription(/not the password of this host/);
    const statuses: number[] = [];
    for (let tries = 2; tries <= 10; tries += 1) statuses.push((await tell('wrong password')).status);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));

    // Whoever waits out a pause and guesses again meets a longer one; from the next on there is time to look around.
    await expect.poll(async () => (await tell('wrong password')).waitS, { timeout: 30_000 }).toBeGreaterThanOrEqual(3);
    expect((await tell(PASSWORD)).status).toBe(429);
    await expect(password).toHaveAccessibleDescription(/too many wrong passwords.*Wait \d+ s, then try again/);
    expect(await page.context().cookies()).toEqual([]);

    // Tries that were refused unheard do not prolong it: after the pause the right password is good again.
    await expect.poll(async () => (await tell(PASSWORD)).status, { timeout: 30_000 }).toBe(200);
    await expectHome(page);
  } finally {
    await owner.close();
    await stack.stop();
  }
});

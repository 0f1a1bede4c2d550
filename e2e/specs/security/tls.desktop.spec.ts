import { get } from 'node:http';
import { startStack } from '../../fixtures/stack';
import { expect, logIn, PASSWORD, setUp, test } from '../../fixtures/test';

test('over TLS the session’s cookie is Secure, HttpOnly and Strict, scripts cannot read it, and it ends with the log-out', async ({
  page,
  request,
}) => {
  const stack = await startStack({ tls: true });
  try {
    // The certificate is of this host's own making: its fingerprint stands in the terminal.
    await expect.poll(stack.output).toMatch(/([0-9A-F]{2}:){31}[0-9A-F]{2}/);
    await page.goto(`${stack.url}#setup=${stack.setupToken}`);
    await expect(page.getByText('Encrypted with this laptop’s own certificate.', { exact: false })).toBeVisible();
    await page.goto('about:blank');
    const answered = page.waitForResponse((response) => response.url().includes('session.setUp'));
    await setUp(page, stack);
    const setCookie = (await (await answered).allHeaders())['set-cookie'] ?? '';
    expect(setCookie.split(/; ?/).slice(1)).toEqual(
      expect.arrayContaining(['Path=/', 'HttpOnly', 'SameSite=Strict', 'Secure']),
    );
    expect(setCookie).not.toContain('Domain');

    const [cookie, ...others] = await page.context().cookies();
    expect(others).toEqual([]);
    expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/', domain: 'localhost' });
    const readable = await page.evaluate(() => [document.cookie, ...Object.values({ ...localStorage })].join(' '));
    expect(readable).not.toContain(cookie?.value);
    expect(readable).not.toContain(PASSWORD);

    // A stolen cookie is worth nothing after the log-out.
    const stolen = `${cookie?.name}=${cookie?.value}`;
    const asked = () => request.get(`${stack.url}trpc/gpu.view`, { headers: { Cookie: stolen } });
    expect((await asked()).status()).toBe(200);
    await page.goto(`${stack.url}settings`);
    await page.getByRole('button', { name: 'Log out', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible();
    expect((await asked()).status()).toBe(401);
    await logIn(page, stack);
  } finally {
    await stack.stop();
  }
});

test('who speaks plain HTTP at the TLS door is sent to https, and no cookie goes in the clear', async () => {
  const stack = await startStack({ tls: true });
  try {
    const { port } = new URL(stack.url);
    const { status, location, cookie } = await new Promise<Record<string, unknown>>((resolve, reject) => {
      get({ host: '127.0.0.1', port, path: '/gpu', headers: { Host: `localhost:${port}` } }, (answer) => {
        answer.resume();
        const { location, 'set-cookie': cookie } = answer.headers;
        resolve({ status: answer.statusCode, location, cookie });
      }).once('error', reject);
    });
    expect([301, 302, 307, 308]).toContain(status);
    expect(location).toBe(`${stack.url}gpu`);
    expect(cookie).toBeUndefined();
  } finally {
    await stack.stop();
  }
});

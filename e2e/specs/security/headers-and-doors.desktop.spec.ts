import { request as httpRequest } from 'node:http';
import type { Page } from '@playwright/test';
import { startMachine } from '../../fixtures/machines';
import type { Stack } from '../../fixtures/stack';
import { expect, test } from '../../fixtures/test';

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** One request with headers that a browser would not let a page choose. An upgrade that is accepted answers 101. */
function send(stack: Stack, path: string, how: { method?: string; headers?: Record<string, string>; body?: string }) {
  const { port, host } = new URL(stack.url);
  const { method = 'GET', body } = how;
  const headers = { Host: host, ...how.headers };
  return new Promise<Answer>((resolve, reject) => {
    const asking = httpRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    asking.once('upgrade', (answer, socket) => {
      socket.destroy();
      resolve({ status: answer.statusCode ?? 0, text: '' });
    });
    asking.once('error', reject);
    asking.end(body);
  });
}

const UPGRADE = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

/** The cookie of the page's session, as a header. */
async function cookieOf(page: Page): Promise<string> {
  const cookies = await page.context().cookies();
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

const originOf = (stack: Stack) => new URL(stack.url).origin;

test('without a session every procedure but the three public ones refuses, and so does the screen', async ({
  stack,
}) => {
  const json = { 'Content-Type': 'application/json', Origin: originOf(stack) };
  for (const path of ['gpu.view', 'host.view', 'machine.list', 'profile.list', 'session.list', 'storage.list']) {
    const { status, text } = await send(stack, `/trpc/${path}`, {});
    expect([path, status]).toEqual([path, 401]);
    expect(text).toContain('access.not-logged-in');
  }
  for (const path of ['machine.start', 'machine.forceOff', 'gpu.move', 'profile.create', 'session.logout']) {
    const { status } = await send(stack, `/trpc/${path}`, { method: 'POST', headers: json, body: '{"id":"demo"}' });
    expect([path, status]).toEqual([path, 401]);
  }
  expect((await send(stack, '/trpc/session.state', {})).status).toBe(200);
  const screen = await send(stack, '/console/demo', { headers: { ...UPGRADE, Origin: originOf(stack) } });
  expect(screen.status).toBe(401);
  // What the command line shows is worth nothing at this door.
  const bearer = { Authorization: 'Bearer guess' };
  expect((await send(stack, '/trpc/machine.list', { headers: bearer })).status).toBe(401);
});

test('the screen of a running machine opens with a session alone', async ({ home: page, stack }) => {
  await startMachine(stack);
  const headers = { ...UPGRADE, Origin: originOf(stack) };
  expect((await send(stack, '/console/demo', { headers })).status).toBe(401);
  const withCookie = { ...headers, Cookie: await cookieOf(page) };
  expect((await send(stack, '/console/demo', { headers: withCookie })).status).toBe(101);
  expect((await send(stack, '/console/nobody', { headers: withCookie })).status).toBe(404);
});

test('a page of another site is refused, even with the session’s cookie', async ({ home: page, stack }) => {
  const cookie = await cookieOf(page);
  for (const origin of ['https://evil.example', 'null', `${originOf(stack)}0`]) {
    const headers = { Cookie: cookie, Origin: origin };
    const body = { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: '{"id":"demo"}' };
    const call = await send(stack, '/trpc/machine.start', body);
    expect([origin, call.status]).toEqual([origin, 403]);
    expect(call.text).toContain('from another site');
    expect((await send(stack, '/trpc', { headers: { ...headers, ...UPGRADE } })).status).toBe(403);
    expect((await send(stack, '/console/demo', { headers: { ...headers, ...UPGRADE } })).status).toBe(403);
  }
  expect(await stack.baton('machine', 'list')).toMatchObject([{ state: { kind: 'stopped' } }]);
});

test('a name that is not this host’s is refused before anything is answered', async ({ stack }) => {
  for (const host of ['evil.example', 'localhost.evil.example', '192.0.2.7']) {
    for (const path of ['/', '/trpc/session.state', '/healthz']) {
      const { status, text } = await send(stack, path, { headers: { Host: host } });
      expect([host, path, status]).toEqual([host, path, 421]);
      expect(text).toContain('BATON_HOSTNAMES');
    }
  }
});

test('every answer carries the security headers', async ({ stack, request }) => {
  for (const path of ['', 'gpu', 'nothing-here', 'trpc/session.state', 'healthz', 'manifest.webmanifest']) {
    const headers = (await request.get(`${stack.url}${path}`)).headers();
    expect([path, headers]).toEqual([
      path,
      expect.objectContaining({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
        'content-security-policy': expect.stringMatching(/default-src 'none'|default-src 'self'/),
      }),
    ]);
    expect(headers['content-security-policy']).not.toMatch(/unsafe-eval|script-src[^;]*'unsafe-inline'|\*/);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers).not.toHaveProperty('x-powered-by');
  }
});

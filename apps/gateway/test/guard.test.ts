import { once } from 'node:events';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayUnderTest } from './gateway-under-test';

const MIB = 1024 * 1024;

describe('the guard', () => {
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    gateway = await GatewayUnderTest.start({ writesPerSecond: 1000 });
  });
  afterAll(() => gateway.stop());

  it('sends the security headers with every kind of answer', async () => {
    for (const path of ['/', '/nowhere', '/healthz', '/trpc/a', '/trpc%2f']) {
      const { headers } = await gateway.ask({ path });
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      });
      expect(headers).not.toHaveProperty('strict-transport-security');
      expect(headers).not.toHaveProperty('server');
    }
  });

  it.each(['evil.example', 'localhost.evil.example:8443', '8.8.8.8'])(
    'does not answer to the name %s',
    async (host) => {
      for (const path of ['/', '/healthz', '/trpc/a']) {
        const answer = await gateway.ask({ path, headers: { host } });
        expect(answer).toMatchObject({ status: 421, body: expect.stringContaining('BATON_HOSTNAMES') });
      }
    },
  );

  it.each(['localhost', '127.0.0.1', '[::1]:8443', 'laptop.example'])('answers to the name %s', async (host) => {
    expect((await gateway.ask({ headers: { host } })).status).toBe(200);
  });

  it.each(['https://evil.example', 'null', 'http://127.0.0.1', ''])(
    'refuses a mutation from the origin "%s"',
    async (origin) => {
      const before = gateway.agent.seen.length;
      for (const method of ['POST', 'DELETE', 'PUT', 'OPTIONS']) {
        expect((await gateway.ask({ path: '/trpc/a', method, headers: { origin } })).status).toBe(403);
      }
      expect(gateway.agent.seen.length).toBe(before);
    },
  );

  it('refuses methods that nothing here needs', async () => {
    expect((await gateway.ask({ path: '/trpc/a', method: 'DELETE' })).status).toBe(405);
    expect((await gateway.ask({ path: '/trpc/a', method: 'HEAD' })).status).toBe(405);
    expect((await gateway.ask({ path: '/', method: 'POST' })).status).toBe(405);
  });

  it('refuses a body of more than 1 MiB, announced or not', async () => {
    const before = gateway.agent.seen.length;
    const body = Buffer.alloc(MIB + 1, 'x');
    const announced = await gateway.ask({ path: '/trpc/a', method: 'POST', body });
    expect(announced.status).toBe(413);
    expect(gateway.agent.seen.length).toBe(before);
    const unannounced = await gateway.ask({
      path: '/trpc/a',
      method: 'POST',
      headers: { 'transfer-encoding': 'chunked' },
      body,
    });
    expect(unannounced.status).toBe(413);
  });

  it('passes a body of exactly 1 MiB', async () => {
    const body = Buffer.alloc(MIB, 'x');
    expect((await gateway.ask({ path: '/trpc/a', method: 'POST', body })).status).toBe(200);
    expect(gateway.agent.seen.at(-1)?.body.length).toBe(MIB);
  });

  it('refuses a read with a body: unframed, it would reach the agent as a second request', async () => {
    const smuggled = 'GET /trpc/secret HTTP/1.1\r\nHost: x\r\nAuthorization: local\r\n\r\n';
    const before = gateway.agent.seen.length;
    const answer = await gateway.ask({ path: '/trpc/a', headers: { 'transfer-encoding': 'chunked' }, body: smuggled });
    expect(answer.status).toBe(400);
    expect(gateway.agent.seen.length).toBe(before);
  });

  it('sees the framing of a request behind any number of headers', async () => {
    const before = gateway.agent.seen.length;
    const fillers = Array.from({ length: 2100 }, () => 'a:b\r\n').join('');
    const socket = connectTls({ port: gateway.port, host: '127.0.0.1', ...gateway.trust });
    socket.write(
      `GET /trpc/a HTTP/1.1\r\nHost: ${gateway.host}\r\n${fillers}Transfer-Encoding: chunked\r\n\r\n5\r\nGET /\r\n0\r\n\r\n`,
    );
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 400/);
    socket.destroy();
    expect(gateway.agent.seen.length).toBe(before);
  });
});

describe('the rate limits', () => {
  it('stop a burst of mutations and tell how long to wait, and leave reading alone', async () => {
    const gateway = await GatewayUnderTest.start({ writesPerSecond: 5 });
    const burst = await Promise.all(Array.from({ length: 30 }, () => gateway.ask({ path: '/trpc/a', method: 'POST' })));
    const refused = burst.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers['retry-after']).toBe('1');
    expect((await gateway.ask()).status).toBe(200);
    await gateway.stop();
  });

  it('stop a flood of reads', async () => {
    const gateway = await GatewayUnderTest.start({ readsPerTenSeconds: 3 });
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await gateway.ask()).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    await gateway.stop();
  });
});

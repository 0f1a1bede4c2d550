import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayUnderTest } from './gateway-under-test';

describe('requests to the agent', () => {
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    gateway = await GatewayUnderTest.start({ agentAnswerMs: 2500, writesPerSecond: 1000 });
  });
  afterAll(() => gateway.stop());

  it('carry method, path, query, body and cookie, and say who asks', async () => {
    const headers = { cookie: 'session=abc', 'content-type': 'application/json' };
    const answer = await gateway.ask({ path: '/trpc/a.b?batch=1', method: 'POST', headers, body: '{"x":1}' });
    expect(answer).toMatchObject({ status: 200, body: '{"result":{}}' });
    expect(gateway.agent.seen.at(-1)).toMatchObject({
      method: 'POST',
      url: '/trpc/a.b?batch=1',
      body: '{"x":1}',
      headers: {
        ...headers,
        host: gateway.host,
        origin: gateway.origin,
        'x-baton-client-address': '127.0.0.1',
        'x-baton-scheme': 'https',
      },
    });
  });

  it('never carry an authorization header, nor what the client says about itself', async () => {
    const headers = {
      authorization: 'Bearer operator',
      'x-forwarded-for': '1.2.3.4',
      'x-baton-client-address': '1.2.3.4',
      'X-Baton-Operator': '1',
    };
    await gateway.ask({ path: '/trpc/a', headers });
    const seen = gateway.agent.seen.at(-1)?.headers;
    expect(seen).not.toHaveProperty('authorization');
    expect(seen).not.toHaveProperty('x-forwarded-for');
    expect(seen).not.toHaveProperty('x-baton-operator');
    expect(seen?.['x-baton-client-address']).toBe('127.0.0.1');
  });

  it('bring back every cookie, and cannot weaken the headers of the gateway', async () => {
    const { headers } = await gateway.ask({ path: '/trpc/a' });
    expect(headers['set-cookie']).toEqual(['session=1; HttpOnly', 'other=2']);
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['cache-control']).toBe('no-store');
  });

  it.each(['/trpc/../secret', '/trpc/%2e%2e/secret', '/trpc/..%2fsecret', '/trpcx', '/console/win10', '//trpc/a'])(
    'do not reach it at %s',
    async (path) => {
      const before = gateway.agent.seen.length;
      await gateway.ask({ path });
      expect(gateway.agent.seen.length).toBe(before);
    },
  );

  it('bring back an answer that is larger than any buffer', async () => {
    expect((await gateway.ask({ path: '/trpc/large' })).body.length).toBe(8 * 1024 * 1024);
  });

  it('bring back a refusal of an agent that did not read the body', async () => {
    const post = { path: '/trpc/refuses-unread', method: 'POST', body: Buffer.alloc(200_000) };
    const answers = await Promise.all(Array.from({ length: 40 }, () => gateway.ask(post)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
  });

  it('are cut when the agent dies in the middle of its answer', async () => {
    await expect(gateway.ask({ path: '/trpc/dies-in-answer' })).rejects.toThrow();
  });

  it('end with 504 when the agent stays silent', async () => {
    expect(await gateway.ask({ path: '/trpc/silent' })).toMatchObject({
      status: 504,
      body: '{"error":"agent-silent"}',
    });
  });
});

describe('without an agent', () => {
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    gateway = await GatewayUnderTest.start();
  });
  afterAll(() => gateway.stop());

  it('health is 200 and tells the difference', async () => {
    const well = await gateway.ask({ path: '/healthz' });
    expect(well.status).toBe(200);
    expect(JSON.parse(well.body)).toEqual({
      version: expect.any(String),
      gateway: 'ok',
      agent: 'ok',
      agentVersion: '9.9.9',
    });
    await gateway.agent.kill();
    const ill = await gateway.ask({ path: '/healthz' });
    expect(ill.status).toBe(200);
    expect(JSON.parse(ill.body)).toEqual({ version: expect.any(String), gateway: 'ok', agent: 'unreachable' });
  });

  it('requests answer 502 in JSON, with or without a body, and work again when it is back', async () => {
    const unreachable = { status: 502, body: '{"error":"agent-unreachable"}' };
    expect(await gateway.ask({ path: '/trpc/a' })).toMatchObject(unreachable);
    expect(await gateway.ask({ path: '/trpc/a', method: 'POST', body: Buffer.alloc(900_000) })).toMatchObject(
      unreachable,
    );
    expect((await gateway.ask()).status).toBe(200);
    await gateway.restartAgent();
    expect((await gateway.ask({ path: '/trpc/a' })).status).toBe(200);
  });
});

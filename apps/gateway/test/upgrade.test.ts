import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { GatewayUnderTest } from './gateway-under-test';

/** The HTTP status that a WebSocket was refused with. */
async function refusal(client: WebSocket): Promise<{ status: number; body: string }> {
  const [, answer] = await once(client, 'unexpected-response');
  let body = '';
  for await (const chunk of answer.setEncoding('utf8')) body += chunk;
  return { status: answer.statusCode, body };
}

describe('upgrades', () => {
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    gateway = await GatewayUnderTest.start({ writesPerSecond: 1000, upgrades: { perAddress: 3, total: 100 } });
  });
  afterAll(() => gateway.stop());

  const allClosed = () => vi.waitFor(() => expect(gateway.agent.clients.size).toBe(0));

  it.each(['/trpc', '/trpc?connectionParams=1', '/console/win10'])(
    'join a WebSocket to the agent at %s',
    async (path) => {
      const client = gateway.connect(path, { cookie: 'session=abc', authorization: 'Bearer operator' });
      await once(client, 'open');
      client.send('hello');
      expect(String((await once(client, 'message'))[0])).toBe('hello');
      const seen = gateway.agent.seen.at(-1);
      expect(seen).toMatchObject({
        method: 'UPGRADE',
        url: path,
        headers: { cookie: 'session=abc', 'x-baton-client-address': '127.0.0.1' },
      });
      expect(seen?.headers).not.toHaveProperty('authorization');
      client.close();
      await once(client, 'close');
      await allClosed();
    },
  );

  it('carry large frames whole, both ways', async () => {
    const client = gateway.connect('/console/win10');
    await once(client, 'open');
    const frame = Buffer.alloc(6 * 1024 * 1024, 'abc');
    client.send(frame);
    const [echo] = await once(client, 'message');
    expect(frame.equals(echo as Buffer)).toBe(true);
    client.terminate();
    await allClosed();
  });

  it('pass on the answer of an agent that refuses', async () => {
    expect(await refusal(gateway.connect('/console/refused'))).toEqual({ status: 401, body: 'no' });
  });

  it('are refused from another origin, host or path', async () => {
    const before = gateway.agent.seen.length;
    expect((await refusal(gateway.connect('/trpc', { origin: 'https://evil.example' }))).status).toBe(403);
    expect((await refusal(gateway.connect('/trpc', { origin: 'null' }))).status).toBe(403);
    expect(
      (await refusal(gateway.connect('/trpc', { host: 'evil.example', origin: 'https://evil.example' }))).status,
    ).toBe(421);
    for (const path of ['/', '/trpc/x', '/console/', '/console', '/healthz', '/console/../healthz']) {
      expect((await refusal(gateway.connect(path))).status).toBe(404);
    }
    expect((await refusal(gateway.connect('/console/..%2fhealthz'))).status).toBe(400);
    expect(gateway.agent.seen.length).toBe(before);
  });

  it('of anything but a WebSocket are refused', async () => {
    const answer = await gateway.ask({
      path: '/trpc',
      headers: { connection: 'upgrade', upgrade: 'h2c', origin: gateway.origin },
    });
    expect(answer.status).toBe(400);
  });

  it('are counted per address, and a closed one makes room', async () => {
    const open = [gateway.connect('/trpc'), gateway.connect('/trpc'), gateway.connect('/trpc')];
    await Promise.all(open.map((client) => once(client, 'open')));
    expect((await refusal(gateway.connect('/trpc'))).status).toBe(429);
    open[0]?.terminate();
    await vi.waitFor(async () => {
      const next = gateway.connect('/trpc');
      next.on('error', () => undefined);
      await once(next, 'open');
      next.terminate();
    });
    for (const client of open) client.terminate();
    await allClosed();
  });

  it('end at the client when the agent drops them before or after the upgrade', async () => {
    expect((await refusal(gateway.connect('/console/dies'))).status).toBe(502);
    const client = gateway.connect('/trpc');
    await once(client, 'open');
    const closed = once(client, 'close');
    await gateway.agent.kill();
    expect((await closed)[0]).toBe(1006);
    expect(await refusal(gateway.connect('/trpc'))).toEqual({ status: 502, body: '{"error":"agent-unreachable"}\n' });
    await gateway.restartAgent();
    const again = gateway.connect('/trpc');
    await once(again, 'open');
    again.terminate();
    await allClosed();
  });

  it('end at the agent when the client vanishes', async () => {
    const client = gateway.connect('/trpc');
    await once(client, 'open');
    client.terminate();
    await allClosed();
  });

  it('stop reading from an agent whose client does not read', async () => {
    const client = gateway.connect('/trpc');
    await once(client, 'open');
    client.pause();
    await vi.waitFor(() => expect(gateway.agent.clients.size).toBe(1));
    const [atAgent] = gateway.agent.clients;
    const sent = 64 * 1024 * 1024;
    atAgent?.send(Buffer.alloc(sent));
    const settled = await settledValue(() => atAgent?.bufferedAmount ?? 0);
    expect(settled).toBeGreaterThan(sent / 2);
    client.terminate();
    await allClosed();
  });
});

it('a gateway that stops ends its WebSockets and resolves', async () => {
  const gateway = await GatewayUnderTest.start();
  const client = gateway.connect('/trpc');
  await once(client, 'open');
  const closed = once(client, 'close');
  await gateway.stopGateway();
  await closed;
  await gateway.stop();
});

/** Reads a number until it stays the same for twenty looks. */
async function settledValue(read: () => number): Promise<number> {
  let last = Number.NaN;
  let same = 0;
  await vi.waitFor(
    () => {
      const value = read();
      same = value === last ? same + 1 : 0;
      last = value;
      expect(same).toBeGreaterThanOrEqual(20);
    },
    { timeout: 10_000, interval: 10 },
  );
  return last;
}

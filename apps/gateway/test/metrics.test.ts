import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayUnderTest } from './gateway-under-test';

describe('the metrics', () => {
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    gateway = await GatewayUnderTest.start({ agentAnswerMs: 2500, writesPerSecond: 1000 });
  });
  afterAll(() => gateway.stop());

  it("are asked for with the scraper's token under a name of its own, and with nothing else of its request", async () => {
    const headers = { authorization: 'Bearer abc-123', cookie: 'session=1', 'x-baton-metrics-token': 'claimed' };
    await gateway.ask({ path: '/metrics?x=1', headers });
    const seen = gateway.agent.seen.at(-1);
    expect(seen).toMatchObject({ method: 'GET', url: '/metrics', headers: { 'x-baton-metrics-token': 'abc-123' } });
    expect(seen?.headers).not.toHaveProperty('authorization');
    expect(seen?.headers).not.toHaveProperty('cookie');
  });

  it('go without a token where none was shown: what a client claims is not one', async () => {
    await gateway.ask({ path: '/metrics', headers: { 'x-baton-metrics-token': 'claimed' } });
    expect(gateway.agent.seen.at(-1)?.headers).not.toHaveProperty('x-baton-metrics-token');
  });

  it('are read and never written', async () => {
    const before = gateway.agent.seen.length;
    expect((await gateway.ask({ path: '/metrics', method: 'POST', body: 'x' })).status).toBe(405);
    expect((await gateway.ask({ path: '/metrics', method: 'HEAD' })).status).toBe(405);
    expect(gateway.agent.seen.length).toBe(before);
  });
});

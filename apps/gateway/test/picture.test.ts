import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayUnderTest } from './gateway-under-test';

describe('the picture of a screen', () => {
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    gateway = await GatewayUnderTest.start({ agentAnswerMs: 2500, writesPerSecond: 1000 });
  });
  afterAll(() => gateway.stop());

  it('is asked of the agent with the cookie, and never with what opens it to the local operator', async () => {
    const headers = { cookie: 'baton_session=abc', authorization: 'Bearer operator', 'if-none-match': '"1"' };
    await gateway.ask({ path: '/picture/m1?small', headers });
    const seen = gateway.agent.seen.at(-1);
    expect(seen).toMatchObject({
      method: 'GET',
      url: '/picture/m1?small',
      headers: { cookie: 'baton_session=abc', 'if-none-match': '"1"' },
    });
    expect(seen?.headers).not.toHaveProperty('authorization');
  });

  it('is read and never written', async () => {
    const before = gateway.agent.seen.length;
    expect((await gateway.ask({ path: '/picture/m1', method: 'POST', body: 'x' })).status).toBe(405);
    expect(gateway.agent.seen.length).toBe(before);
  });
});

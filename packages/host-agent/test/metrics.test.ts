import { describe, expect, it } from 'vitest';
import { ask, openDoor } from './door';
import { OWNER } from './handover/kit';

describe('the door for Prometheus', () => {
  const scrape = (socketPath: string, token?: string) =>
    ask(socketPath, '/metrics', { headers: token === undefined ? {} : { 'x-baton-metrics-token': token } });

  it('is closed until somebody opens it, and opens for its token alone', async () => {
    const { socketPath, metrics } = await openDoor();
    expect((await scrape(socketPath, 'x')).status).toBe(404);
    const { token } = await metrics.open(OWNER);
    expect(await metrics.view()).toEqual({ open: true });
    expect((await scrape(socketPath)).status).toBe(401);
    expect((await scrape(socketPath, `${token}x`)).status).toBe(401);
    const answer = await scrape(socketPath, token);
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'content-type': expect.stringContaining('version=0.0.4') },
    });
    expect(answer.text).toMatch(/^# TYPE baton_host_cpu_seconds_total counter\nbaton_host_cpu_seconds_total \d/m);
  });

  it('does not open any more with an earlier token, and not at all once it is closed', async () => {
    const { socketPath, metrics, told } = await openDoor();
    const first = await metrics.open(OWNER);
    const second = await metrics.open(OWNER);
    expect((await scrape(socketPath, first.token)).status).toBe(401);
    expect((await scrape(socketPath, second.token)).status).toBe(200);
    await metrics.close(OWNER);
    expect((await scrape(socketPath, second.token)).status).toBe(404);
    await metrics.close(OWNER);
    expect(told).toEqual(['/metrics opened for Prometheus', expect.stringContaining('New token'), '/metrics closed']);
  });

  it("does not open with the operator's token", async () => {
    const { socketPath, metrics } = await openDoor();
    await metrics.open(OWNER);
    const answer = await ask(socketPath, '/metrics', { headers: { authorization: 'Bearer anything' } });
    expect(answer.status).toBe(401);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../until';
import { ANA, doing, type Premises, schedule, Workshop } from './workshop';

let shop: Workshop;
beforeEach(async () => {
  shop = new Workshop();
  shop.stopped('win10', 'train');
  await shop.automation.start();
});
afterEach(async () => {
  await shop.automation.stop();
  expect(shop.defects).toEqual([]);
  expect(shop.premises.clock.alarms).toEqual([]);
  expect(shop.premises.sleep.watchers).toBe(0);
});

const set = (id: string, ...schedules: ReturnType<typeof schedule>[]) =>
  shop.automation.service.set(id, doing({ schedules }), ANA);
const alarms = (...times: string[]) =>
  until(`alarms at ${times}`, () => JSON.stringify(shop.premises.clock.alarms) === JSON.stringify(times));
const asked = (...what: string[]) =>
  until(`asked for ${what}`, () => JSON.stringify(shop.asked) === JSON.stringify(what));
/** The agent ends, the host goes on, and a new agent comes. */
async function restart(between: (premises: Premises) => void): Promise<void> {
  await shop.automation.stop();
  between(shop.premises);
  shop = new Workshop(shop.premises);
  await shop.automation.start();
}

describe('schedules', () => {
  it('cost nothing while there are none, and one timer for the nearest of all', async () => {
    const { clock, sleep } = shop.premises;
    expect(clock.alarms).toEqual([]);
    await set('win10', schedule('start', '18:00'), schedule('shut-down', '23:30'));
    await set('train', schedule('start', '14:15', [1]), { ...schedule('start', '12:30'), enabled: false });
    await alarms('2026-11-23T14:15:00.000Z');
    expect(sleep.watchers).toBe(1);
    await set('train');
    await alarms('2026-11-23T18:00:00.000Z');
    await set('win10');
    await alarms();
    await until('nobody to watch for sleep', () => sleep.watchers === 0);
  });

  it('start and shut down a machine in the name of Baton, and tell when they do it next', async () => {
    const { clock } = shop.premises;
    const view = await set('win10', schedule('start', '18:00'), schedule('shut-down', '23:30'));
    expect(view).toMatchObject({ nextAt: Date.parse('2026-11-23T18:00:00Z'), nextVerb: 'start' });
    expect(view.dueAt).toEqual([Date.parse('2026-11-23T18:00:00Z'), Date.parse('2026-11-23T23:30:00Z')]);
    await alarms('2026-11-23T18:00:00.000Z');
    clock.turn('2026-11-23T18:00:00Z');
    await asked('start win10 baton');
    await alarms('2026-11-23T23:30:00.000Z');
    expect((await shop.automation.service.list())[0]).toMatchObject({ machineId: 'win10', nextVerb: 'shut-down' });
    shop.running('win10');
    clock.turn('2026-11-23T23:30:00Z');
    await asked('start win10 baton', 'shut-down win10 baton');
    await alarms('2026-11-24T18:00:00.000Z');
    expect(shop.told).toContain('win10 asked to shut down by its schedule');
  });

  it('leave a machine alone that is so already', async () => {
    await set('win10', schedule('start', '18:00'));
    await set('train', schedule('shut-down', '18:00'));
    shop.running('win10');
    await alarms('2026-11-23T18:00:00.000Z');
    shop.premises.clock.turn('2026-11-23T18:00:00Z');
    await alarms('2026-11-24T18:00:00.000Z');
    expect(shop.asked).toEqual([]);
  });

  it('that could not be begun are told with the reason, and not tried again', async () => {
    shop.premises.refusals.set('win10', { code: 'gpu.none', facts: {} });
    await set('win10', schedule('start', '18:00'));
    await alarms('2026-11-23T18:00:00.000Z');
    shop.premises.clock.turn('2026-11-23T18:00:00Z');
    await alarms('2026-11-24T18:00:00.000Z');
    expect(shop.asked).toEqual(['start win10 baton']);
    expect(shop.told.join()).toContain('win10 should have started by its schedule, and could not: ');
  });

  it('saved a minute after their time wait for the next one', async () => {
    await set('win10', schedule('start', '11:59'));
    await alarms('2026-11-24T11:59:00.000Z');
    expect(shop.asked).toEqual([]);
  });

  it('look once a day at most, so that no timer is longer than one can be', async () => {
    await set('win10', schedule('start', '11:00', [7]));
    await alarms('2026-11-24T12:00:00.000Z');
  });

  it('hear that the host woke up: five minutes late is done, six are told', async () => {
    const { clock, sleep } = shop.premises;
    await set('win10', schedule('start', '13:00'));
    await set('train', schedule('start', '12:59', [1]));
    await alarms('2026-11-23T12:59:00.000Z');
    clock.oversleep('2026-11-23T13:05:00Z');
    sleep.tell('woke');
    await asked('start win10 baton');
    await alarms('2026-11-24T13:00:00.000Z');
    expect(shop.told).toContain('train was not started on Monday at 12:59: the host slept, or Baton did not run');
  });

  it('that an agent which did not run has missed are told once by the next one', async () => {
    await set('win10', schedule('start', '13:00'));
    await restart(({ clock }) => clock.oversleep('2026-11-26T15:00:00Z'));
    await alarms('2026-11-27T13:00:00.000Z');
    expect(shop.told).toEqual(['win10 was not started on Thursday at 13:00: the host slept, or Baton did not run']);
    await restart(() => undefined);
    await alarms('2026-11-27T13:00:00.000Z');
    expect(shop.told).toEqual([]);
    expect(shop.asked).toEqual([]);
  });

  it('that come due while the agent is replaced are done by the next one, once', async () => {
    await set('win10', schedule('start', '13:00'));
    await restart(({ clock }) => clock.oversleep('2026-11-23T13:00:20Z'));
    await asked('start win10 baton');
    await restart(() => undefined);
    await alarms('2026-11-24T13:00:00.000Z');
    expect(shop.asked).toEqual([]);
  });

  it('are not silent for long after a clock ran ahead', async () => {
    await set('win10', schedule('start', '13:00'));
    await shop.automation.stop();
    shop.premises.clock.oversleep('2027-06-01T12:00:00Z');
    shop = new Workshop(shop.premises);
    await shop.automation.start();
    await restart(({ clock }) => clock.oversleep('2026-11-23T12:30:00Z'));
    await alarms('2026-11-23T13:00:00.000Z');
  });

  it('go with their machine', async () => {
    await set('win10', schedule('start', '13:00'));
    await alarms('2026-11-23T13:00:00.000Z');
    shop.deleted('win10');
    await alarms();
    expect(await shop.automation.service.list()).toEqual([]);
    await expect(set('win10')).rejects.toMatchObject({ problem: { code: 'machine.not-found' } });
  });

  it('of one that cannot be read keep no other from its own', async () => {
    await set('win10', schedule('start', '13:00'));
    await restart(({ stored }) => stored.set('train', { schedules: 'never' }));
    await alarms('2026-11-23T13:00:00.000Z');
    expect(shop.defects.splice(0)).toHaveLength(1);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../until';
import { ANA, doing, Premises, Workshop } from './workshop';

let premises: Premises;
let shop: Workshop;
beforeEach(async () => {
  premises = new Premises();
  shop = new Workshop(premises);
  shop.stopped('a', 'b', 'c');
  await shop.automation.start();
});
afterEach(async () => {
  await shop.automation.stop();
  expect(shop.defects).toEqual([]);
  expect(premises.clock.alarms).toEqual([]);
});

const withHost = (id: string, order: number, delayS = 0) =>
  shop.automation.service.set(id, doing({ autostart: { enabled: true, order, delayS } }), ANA);
async function agentAgain(bootId = premises.bootId): Promise<void> {
  await shop.automation.stop();
  premises.bootId = bootId;
  shop = new Workshop(premises);
  await shop.automation.start();
}
const asked = (...what: string[]) =>
  until(`asked for ${what}`, () => JSON.stringify(shop.asked) === JSON.stringify(what));

describe('machines that start with the host', () => {
  it('start when it was booted, in their order, each after the one before and its delay', async () => {
    await withHost('a', 2);
    await withHost('b', 1, 30);
    await agentAgain('second');
    await asked('start b baton');
    expect(premises.clock.alarms).toEqual([]);
    shop.running('b');
    await until('the delay', () => premises.clock.alarms.length === 1);
    expect(premises.clock.alarms).toEqual(['2026-11-23T12:00:30.000Z']);
    premises.clock.turn('2026-11-23T12:00:30Z');
    await asked('start b baton', 'start a baton');
    expect(shop.told[0]).toBe('b started when the host started');
    expect(premises.states.get('c')).toEqual({ kind: 'stopped' });
  });

  it('do not start after an upgrade or a crash of the agent, nor with the first one of all', async () => {
    await withHost('a', 1);
    await agentAgain();
    expect(shop.asked).toEqual([]);
    await agentAgain('second');
    await asked('start a baton');
    shop.ended('a', 'crashed');
    await agentAgain();
    expect(shop.asked).toEqual([]);
    await agentAgain('unknown');
    expect(shop.asked).toEqual([]);
  });

  it('that fail or are refused keep no other, and are not tried again', async () => {
    for (const [index, id] of ['a', 'b', 'c'].entries()) await withHost(id, index);
    premises.refusals.set('a', { code: 'gpu.none', facts: {} });
    await agentAgain('second');
    await asked('start a baton', 'start b baton');
    shop.ended('b', 'start-failed');
    await asked('start a baton', 'start b baton', 'start c baton');
    shop.ended('c', 'start-failed');
    expect(shop.told[0]).toMatch(/^a should have started when the host started, and could not: /);
  });

  it('begin no other once the agent stops', async () => {
    await withHost('a', 1, 60);
    await withHost('b', 2);
    await agentAgain('second');
    await asked('start a baton');
    shop.running('a');
    await until('the delay', () => premises.clock.alarms.length === 1);
    await shop.automation.stop();
    expect(shop.asked).toEqual(['start a baton']);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../until';
import { ANA, Workshop } from './workshop';

let shop: Workshop;
beforeEach(async () => {
  shop = new Workshop();
  shop.stopped('b', 'c', 'd');
  shop.running('a');
  await shop.automation.start();
});
afterEach(async () => {
  await shop.automation.stop();
  expect(shop.defects).toEqual([]);
});

const after = (id: string, afterId: string | null) => shop.automation.service.startAfter(id, afterId, ANA);
const waitsFor = async (id: string) => (await shop.automation.service.view(id)).startsAfter?.id ?? null;
const asked = (...what: string[]) =>
  until(`asked for ${what}`, () => JSON.stringify(shop.asked) === JSON.stringify(what));
const code = (problem: string) => ({ problem: { code: problem } });

describe('a machine that starts when another one stops', () => {
  it('is told as waiting, and starts after any end of the other', async () => {
    await after('b', 'a');
    expect(await waitsFor('b')).toBe('a');
    expect((await shop.automation.service.list()).map(({ machineId }) => machineId)).toEqual(['b']);
    shop.ended('a', 'crashed');
    await asked('start b baton when free');
    expect(await waitsFor('b')).toBeNull();
    expect(shop.told).toEqual(['b starts when a stops', 'b started because a stopped']);
  });

  it('waits until the GPU of the other is back', async () => {
    const letGo = shop.holdBack();
    await after('b', 'a');
    shop.ended('a');
    await after('c', 'b');
    expect(shop.asked).toEqual([]);
    expect(await waitsFor('b')).toBe('a');
    letGo();
    await asked('start b baton when free');
    expect(await waitsFor('c')).toBe('b');
  });

  it('can be taken back, also while the GPU is on its way', async () => {
    const letGo = shop.holdBack();
    await after('b', 'a');
    shop.ended('a');
    await after('b', null);
    letGo();
    await shop.automation.stop();
    expect(shop.asked).toEqual([]);
    expect(shop.told.at(-1)).toBe('b no longer waits for a to stop');
    await after('b', null);
  });

  it('is refused, with the reason, where it could never start', async () => {
    await expect(after('a', 'a')).rejects.toMatchObject(code('automation.self'));
    await expect(after('b', 'c')).rejects.toMatchObject(code('automation.not-up'));
    await expect(after('a', 'a2')).rejects.toMatchObject(code('machine.not-found'));
    await after('b', 'a');
    await after('c', 'b');
    await after('d', 'c');
    await expect(after('b', 'd')).rejects.toMatchObject(code('automation.cycle'));
    shop.running('d');
    await expect(after('d', 'a')).rejects.toMatchObject(code('automation.up'));
  });

  it('does not wait any more once it was started otherwise or was deleted', async () => {
    await after('b', 'a');
    await after('c', 'a');
    shop.running('b');
    shop.ended('b');
    shop.deleted('c');
    shop.ended('a');
    await shop.automation.stop();
    expect(shop.asked).toEqual([]);
  });

  it('forms a chain, each starting when the one before has stopped', async () => {
    await after('b', 'a');
    await after('c', 'b');
    shop.ended('a');
    await asked('start b baton when free');
    shop.running('b');
    shop.ended('b', 'guest-powered-off');
    await asked('start b baton when free', 'start c baton when free');
  });

  it('is let go when what it waits for does not come up', async () => {
    await after('b', 'a');
    await after('c', 'b');
    await after('d', 'c');
    shop.ended('a');
    await asked('start b baton when free');
    shop.ended('b', 'start-failed');
    expect(await waitsFor('c')).toBeNull();
    expect(await waitsFor('d')).toBeNull();
    expect(shop.told.slice(-2)).toEqual([
      'c no longer waits: b did not come up',
      'd no longer waits: c did not come up',
    ]);
  });

  it('is let go when the start of what it waits for is refused', async () => {
    shop.premises.refusals.set('b', { code: 'gpu.none', facts: {} });
    await after('b', 'a');
    await after('c', 'b');
    shop.ended('a');
    await until('c to be let go', async () => (await waitsFor('c')) === null);
    expect(shop.asked).toEqual(['start b baton when free']);
  });
});

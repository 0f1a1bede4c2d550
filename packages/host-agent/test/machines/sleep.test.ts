import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../until';
import { ACTOR, type House, openHouse } from './house';
import { PracticeSleep } from './practice-sleep';

let house: House;
let sleep: PracticeSleep;
beforeEach(async () => {
  sleep = new PracticeSleep();
  house = await openHouse({ sleep });
});
afterEach(() => house.close());

const start = async (gpu: 'as-profile' | 'without' = 'as-profile') => {
  await house.operation((await house.machines.start('demo', { gpu }, ACTOR)).operationId);
};
const delayed = (times: number) => until(`sleep to be put off ${times} times`, () => sleep.delays === times);

describe('the host’s sleep', () => {
  it('is put off only while a machine has the GPU', async () => {
    expect(sleep).toMatchObject({ delays: 0, watchers: 0 });
    await start('without');
    expect(sleep).toMatchObject({ delays: 0, watchers: 0 });
    await house.machines.forceOff('demo', ACTOR);
    await start();
    await delayed(1);
    expect(sleep.watchers).toBe(1);
    await house.machines.forceOff('demo', ACTOR);
    await delayed(0);
    expect(sleep.watchers).toBe(0);
  });

  it('finds the machine paused, and goes on with it when the GPU is there after it woke up', async () => {
    await start();
    await delayed(1);
    sleep.tell('going');
    expect(await house.reach('demo', 'paused')).toMatchObject({ reason: 'host-sleep' });
    await delayed(0);
    sleep.tell('woke');
    expect(await house.reach('demo', 'running')).toMatchObject({ kind: 'running' });
    await delayed(1);
    expect(house.defects).toEqual([]);
  });

  it('leaves the machine paused when its GPU did not come back, and says so', async () => {
    await start();
    await delayed(1);
    sleep.tell('going');
    await house.reach('demo', 'paused');
    house.lender.lostInSleep = true;
    sleep.tell('woke');
    await delayed(1);
    expect(await house.state('demo')).toMatchObject({ kind: 'paused', reason: 'host-sleep' });
    expect(house.defects.map(String).join()).toContain('did not come back from sleep');
  });

  it('does not wake a machine that a person had paused', async () => {
    await start();
    await delayed(1);
    await house.machines.pause('demo', ACTOR);
    sleep.tell('going');
    await delayed(0);
    sleep.tell('woke');
    await delayed(1);
    expect(await house.state('demo')).toMatchObject({ kind: 'paused', reason: 'asked' });
  });
});

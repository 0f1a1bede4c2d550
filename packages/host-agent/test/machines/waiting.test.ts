import type { Battery } from '@baton/model/power/battery';
import { draftOf } from '@baton/model/profile/definition';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../until';
import { ACTOR, type House, openHouse } from './house';

let house: House;
let battery: Battery | null = null;
beforeEach(async () => {
  battery = null;
  house = await openHouse({ supply: { battery: async () => battery } });
});
afterEach(async () => {
  await house.close();
  expect(house.defects).toEqual([]);
});

const start = (options: { whenFree?: boolean; askToKeep?: boolean } = {}) =>
  house.machines.start('demo', { gpu: 'as-profile', ...options }, ACTOR);
const running = (step: string) => async () => {
  const { operationId } = await house.machines.view('demo');
  const { steps } = await house.operations.get(operationId ?? '');
  return steps.some(({ kind, state }) => kind === step && state === 'running');
};

describe('a start that waits for the GPU', () => {
  beforeEach(() => {
    house.lender.busy = true;
  });

  it('names who is in the way, and goes on when they have closed it', async () => {
    const { operationId } = await start({ whenFree: true });
    await until('the start to wait', running('wait-free'));
    const { steps } = await house.operations.get(operationId ?? '');
    expect(steps.find(({ kind }) => kind === 'wait-free')?.detail).toBe('blender (pid 9)');
    expect(await house.state('demo')).toMatchObject({ kind: 'starting' });
    house.lender.busy = false;
    expect(await house.operation(operationId)).toMatchObject({ state: 'succeeded' });
  });

  it('can be cancelled, and leaves everything as it was', async () => {
    const { operationId } = await start({ whenFree: true });
    await until('the start to wait', running('wait-free'));
    expect(await house.machines.cancelStart('demo', ACTOR)).toBe(true);
    expect(await house.operation(operationId)).toMatchObject({
      state: 'failed',
      problem: { code: 'gpu.wait-cancelled' },
    });
    expect(await house.state('demo')).toEqual({ kind: 'stopped' });
    expect(house.lender.leaseHolder()).toBeNull();
    expect(await house.machines.cancelStart('demo', ACTOR)).toBe(false);
  });

  it('does not keep the agent from stopping', async () => {
    await start({ whenFree: true });
    await until('the start to wait', running('wait-free'));
    house = await house.restart();
    expect(await house.state('demo')).toMatchObject({ kind: 'stopped' });
  });
});

describe('a start that asks whether the screen lives', () => {
  it('goes on once somebody said so', async () => {
    const { operationId } = await start({ askToKeep: true });
    const { state, steps } = await house.operation(operationId);
    expect(state).toBe('succeeded');
    expect(steps.map(({ kind }) => kind)).toEqual(['check', 'bind', 'keep', 'start', 'verify']);
  });

  it('brings the GPU to the host when nobody did, whatever the profile says of an end', async () => {
    const { definition, revision } = await house.profiles.get('demo');
    const gpu = { ...definition.gpu, afterExit: 'off' as const };
    await house.profiles.update('demo', revision, { ...draftOf(definition), gpu }, ACTOR);
    house.lender.screenLives = false;
    const { operationId } = await start({ askToKeep: true });
    expect(await house.operation(operationId)).toMatchObject({ state: 'undone', problem: { code: 'gpu.not-kept' } });
    expect(house.lender.returns).toEqual(['host']);
    expect(house.processes()).toEqual([]);
  });
});

describe('a profile that minds the battery', () => {
  const guard = (action: 'warn' | 'refuse') => ({ when: 'below', percent: 30, action }) as const;
  const profile = (action: 'warn' | 'refuse') =>
    house.demoProfile('thirsty', { gpu: { wanted: true, afterExit: 'host', battery: guard(action) } });

  it('refuses to start with the GPU below its limit, before anything is touched', async () => {
    battery = { percent: 24, onMains: false };
    const id = await profile('refuse');
    const { operationId } = await house.machines.start(id, { gpu: 'as-profile' }, ACTOR);
    expect(await house.operation(operationId)).toMatchObject({
      problem: { code: 'battery.refused', facts: { percent: 24, belowPercent: 30 } },
    });
    expect(house.lender.returns).toEqual([]);
    const without = await house.machines.start(id, { gpu: 'without' }, ACTOR);
    expect(await house.operation(without.operationId)).toMatchObject({ state: 'succeeded' });
  });

  it('starts with a warning where that is enough, and without one on mains', async () => {
    battery = { percent: 24, onMains: false };
    const id = await profile('warn');
    const { operationId } = await house.machines.start(id, { gpu: 'as-profile' }, ACTOR);
    const { state, findings } = await house.operation(operationId);
    expect(state).toBe('succeeded');
    expect(findings).toMatchObject([{ code: 'gpu.on-battery', facts: { percent: 24 } }]);
    await house.machines.forceOff(id, ACTOR);
    battery = { percent: 24, onMains: true };
    const again = await house.machines.start(id, { gpu: 'as-profile' }, ACTOR);
    expect((await house.operation(again.operationId)).findings).toBeUndefined();
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/adapters/linux/clock';
import { createAutomation, type RunningAutomation } from '../../src/automation/create-automation';
import { MemorySettings } from '../handover/memory-settings';
import { until } from '../until';
import { ACTOR, type House, openHouse } from './house';

let house: House;
let automation: RunningAutomation | null;
beforeEach(async () => {
  automation = null;
  house = await openHouse({
    hub: { emit: (kind, subject) => automation?.heard(kind, subject), watched: () => true },
  });
  automation = createAutomation({
    automations: { list: async () => [], set: async () => true },
    settings: new MemorySettings(),
    machines: house.machines,
    life: house.life,
    bootId: async () => 'boot',
    clock: systemClock,
    offset: () => 0,
    sleep: { watch: () => () => undefined },
    activity: { record: () => undefined },
    hub: { emit: () => undefined },
    failed: (error) => void house.defects.push(error),
  });
  await automation.start();
});
afterEach(async () => {
  await automation?.stop();
  await house.close();
  expect(house.defects).toEqual([]);
});

it('a machine that waits for another one to stop gets the GPU after it came back from there', async () => {
  const next = await house.demoProfile('next', { gpu: { wanted: true, afterExit: 'host' } });
  await house.operation((await house.machines.start('demo', { gpu: 'as-profile' }, ACTOR)).operationId);
  expect(house.lender.leaseHolder()?.id).toBe('demo');
  await automation?.service.startAfter(next, 'demo', ACTOR);
  await house.machines.forceOff('demo', ACTOR);
  await until('the next one to run', async () => (await house.state(next)).kind === 'running');
  expect(house.lender.leaseHolder()?.id).toBe(next);
  expect(house.lender.returns).toEqual(['host']);
  const [start] = await house.operations.list({ machineId: next, limit: 1 });
  expect(await house.operation(start?.id ?? null)).toMatchObject({ kind: 'start', state: 'succeeded' });
  await house.machines.forceOff(next, ACTOR);
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACTOR, type House, openHouse } from './house';

let house: House;
afterEach(async () => {
  await house.close();
  expect(house.defects).toEqual([]);
});

const start = async (id: string, gpu: 'as-profile' | 'without' = 'as-profile') =>
  house.operation((await house.machines.start(id, { gpu }, ACTOR)).operationId);
const wantsGpu = { gpu: { wanted: true, afterExit: 'off' as const } };

describe('the GPU and two machines', () => {
  beforeEach(async () => {
    house = await openHouse();
  });

  it('refuses a second machine that wants it, naming both, and starts it without when told so', async () => {
    await start('demo');
    const second = await house.demoProfile('train', wantsGpu);
    await expect(house.machines.start(second, { gpu: 'as-profile' }, ACTOR)).rejects.toMatchObject({
      problem: { code: 'gpu.held', facts: { holderId: 'demo', holderName: 'demo', wantedBy: 'train' } },
    });
    expect(await house.state(second)).toEqual({ kind: 'stopped' });
    expect(await start(second, 'without')).toMatchObject({ state: 'succeeded' });
    expect((await house.machines.view(second)).holdsGpu).toBe(false);
  });

  it('switches in one operation: the holder shuts down, the GPU stays aside, the other starts with it', async () => {
    await start('demo');
    await house.guestIsUp('demo');
    const second = await house.demoProfile('train', wantsGpu);
    const { operationId } = await house.machines.switchTo(second, ACTOR);
    const operation = await house.operation(operationId);
    expect(operation).toMatchObject({ kind: 'switch', state: 'succeeded' });
    expect(operation.steps.map((step) => step.kind)).toEqual(
      expect.arrayContaining(['shut-down', 'stopped', 'start', 'verify']),
    );
    expect(await house.state('demo')).toMatchObject({ kind: 'stopped', last: { cause: 'shut-down' } });
    expect(await house.machines.view(second)).toMatchObject({ state: { kind: 'running' }, holdsGpu: true });
    expect(house.lender.returns).toEqual(['leave']);
  });

  it('refuses a second switch while the holder is being switched away', async () => {
    await start('demo');
    await house.guestIsUp('demo');
    const [second, third] = [await house.demoProfile('train', wantsGpu), await house.demoProfile('play', wantsGpu)];
    const first = await house.machines.switchTo(second, ACTOR);
    await expect(house.machines.switchTo(third, ACTOR)).rejects.toMatchObject({ problem: { code: 'gpu.moving' } });
    expect(await house.operation(first.operationId)).toMatchObject({ kind: 'switch', state: 'succeeded' });
    expect(await house.state(third)).toEqual({ kind: 'stopped' });
    expect(house.lender.returns).toEqual(['leave']);
  });

  it('brings the GPU back by the policy when the switch fails after the holder has gone', async () => {
    await start('demo');
    await house.guestIsUp('demo');
    const second = await house.demoProfile('train', wantsGpu);
    house.lender.failBind = true;
    const operation = await house.operation((await house.machines.switchTo(second, ACTOR)).operationId);
    expect(operation).toMatchObject({ state: 'undone', problem: { code: 'handover.undone' } });
    expect(house.lender.returns).toEqual(['leave', 'off']);
    expect(await house.state(second)).toEqual({ kind: 'stopped' });
  });

  it('leaves the machine as it was when the GPU cannot be lent', async () => {
    house.lender.failBind = true;
    const operation = await start('demo');
    expect(operation).toMatchObject({ state: 'undone', problem: { code: 'handover.undone' } });
    expect(await house.state('demo')).toEqual({ kind: 'stopped' });
    expect(house.lender.leaseHolder()).toBeNull();
    expect((await house.machines.view('demo')).runId).toBeNull();
    house = await house.restart();
    expect(await house.machines.view('demo')).toMatchObject({ runId: null, state: { kind: 'stopped' } });
  });

  it('refuses a start with the GPU on a host that has none', async () => {
    house.lender.present = false;
    await expect(house.machines.start('demo', { gpu: 'as-profile' }, ACTOR)).rejects.toMatchObject({
      problem: { code: 'gpu.none' },
    });
    expect(await start('demo', 'without')).toMatchObject({ state: 'succeeded' });
  });
});

describe('a holder that does not shut down', () => {
  it('keeps the GPU, and the switch says so', async () => {
    house = await openHouse({ switchPatienceMs: 300 });
    const deaf = await house.demoProfile('deaf', { ...wantsGpu, disks: [] });
    await start(deaf);
    const { operationId } = await house.machines.switchTo('demo', ACTOR);
    expect(await house.operation(operationId)).toMatchObject({
      state: 'failed',
      problem: { code: 'machine.does-not-stop', facts: { name: 'deaf' } },
    });
    expect(await house.machines.view(deaf)).toMatchObject({ state: { kind: 'stopping' }, holdsGpu: true });
    expect(await house.state('demo')).toEqual({ kind: 'stopped' });
    await house.machines.forceOff(deaf, ACTOR);
    expect(await house.state(deaf)).toMatchObject({ last: { cause: 'forced-off' } });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keptActivity } from '../guest/test-guest';
import { until } from '../until';
import { ACTOR, type House, openHouse } from './house';

let house: House;
let activity: ReturnType<typeof keptActivity>;
beforeEach(async () => {
  activity = keptActivity();
  house = await openHouse({ activity });
});
afterEach(async () => {
  await house.close();
  expect(house.defects).toEqual([]);
});

const start = async (id: string, gpu: 'as-profile' | 'without' = 'as-profile') =>
  house.operation((await house.machines.start(id, { gpu }, ACTOR)).operationId);

describe('a machine on a real QEMU', () => {
  it('starts the demo of a first start with the GPU, and its guest speaks on the serial port', async () => {
    const operation = await start('demo');
    expect(operation).toMatchObject({ state: 'succeeded', kind: 'start' });
    expect(operation.steps.map((step) => step.kind)).toEqual(['check', 'bind', 'start', 'verify']);
    expect(await house.machines.view('demo')).toMatchObject({
      state: { kind: 'running' },
      holdsGpu: true,
      accelerator: 'tcg',
      runId: operation.runId,
      hasConsole: true,
    });
    await house.guestIsUp('demo');
    expect(house.consoleSocket('demo')).toMatch(/vnc\.sock$/);
  });

  it('shuts down when asked, by the guest’s own power-off, and gives the GPU back in the same run', async () => {
    const { runId } = await start('demo');
    await house.guestIsUp('demo');
    await house.machines.shutDown('demo', ACTOR);
    const state = await house.reach('demo', 'stopped');
    expect(state).toMatchObject({ last: { cause: 'shut-down', exitCode: 0 } });
    const told = () => activity.told.find(({ kind }) => kind === 'machine.ended')?.facts;
    await until('the end to be told', told);
    expect(told()).toMatchObject({ cause: 'shut-down', raw: { event: 'SHUTDOWN', data: { guest: true } } });
    await until('the GPU to go back', () => house.lender.returns.length > 0);
    const [back] = await house.operations.list({ limit: 1, machineId: 'demo' });
    expect(await house.operation(back?.id ?? null)).toMatchObject({ kind: 'return', state: 'succeeded', runId });
    expect(house.lender.returns).toEqual(['host']);
    expect((await house.machines.view('demo')).holdsGpu).toBe(false);
  });

  it('pauses, resumes and reboots, and repeats of these change nothing', async () => {
    const id = await house.demoProfile('pausing');
    await start(id);
    await house.machines.pause(id, ACTOR);
    expect(await house.state(id)).toMatchObject({ kind: 'paused', reason: 'asked' });
    await house.machines.pause(id, ACTOR);
    await house.machines.resume(id, ACTOR);
    expect(await house.state(id)).toMatchObject({ kind: 'running' });
    await house.machines.resume(id, ACTOR);
    await house.machines.reboot(id, ACTOR);
    expect(await house.state(id)).toMatchObject({ kind: 'running' });
  });

  it('reboots a paused machine into a running one', async () => {
    const id = await house.demoProfile('pausing');
    await start(id);
    await house.machines.pause(id, ACTOR);
    await house.machines.reboot(id, ACTOR);
    expect(await house.state(id)).toMatchObject({ kind: 'running' });
  });

  it('is forced off at once, and says so', async () => {
    const id = await house.demoProfile('forced');
    await start(id);
    await house.machines.forceOff(id, ACTOR);
    expect(await house.state(id)).toMatchObject({ kind: 'stopped', last: { cause: 'forced-off' } });
    await house.machines.forceOff(id, ACTOR);
  });

  it('answers a start while it starts, or runs, with the same operation', async () => {
    const id = await house.demoProfile('twice');
    const [one, two] = await Promise.all([
      house.machines.start(id, { gpu: 'as-profile' }, ACTOR),
      house.machines.start(id, { gpu: 'as-profile' }, ACTOR),
    ]);
    expect(two).toEqual(one);
    await house.operation(one.operationId);
    expect(await house.machines.start(id, { gpu: 'as-profile' }, ACTOR)).toEqual(one);
    expect(house.processes()).toHaveLength(1);
  });

  it('refuses what its state does not allow, with the verb and the state', async () => {
    const id = await house.demoProfile('stopped');
    await expect(house.machines.pause(id, ACTOR)).rejects.toMatchObject({
      problem: { code: 'machine.refused', facts: { verb: 'pause', state: 'stopped', name: 'stopped' } },
    });
  });

  it('tells a killed QEMU from one that ended', async () => {
    const id = await house.demoProfile('killed');
    await start(id);
    process.kill(house.processes()[0]?.identity.pid ?? 0, 'SIGKILL');
    expect(await house.reach(id, 'stopped')).toMatchObject({ last: { cause: 'crashed', signal: 'SIGKILL' } });
    await start(id);
    process.kill(house.processes()[0]?.identity.pid ?? 0, 'SIGTERM');
    expect(await house.reach(id, 'stopped')).toMatchObject({ last: { cause: 'ended-by-host' } });
  });

  it('runs several at once', async () => {
    const ids = await Promise.all([house.demoProfile('one'), house.demoProfile('two')]);
    await Promise.all(ids.map((id) => start(id)));
    expect(house.processes()).toHaveLength(2);
    const states = await Promise.all(ids.map((id) => house.state(id)));
    expect(states.map((state) => state.kind)).toEqual(['running', 'running']);
  });

  it('starts again after it stopped, even while its GPU is still going back', async () => {
    await start('demo');
    await house.machines.forceOff('demo', ACTOR);
    expect(await start('demo')).toMatchObject({ state: 'succeeded' });
  });

  it('boots UEFI with a variable store of its own', async () => {
    const id = await house.demoProfile('uefi', {
      machine: { firmware: { kind: 'uefi' } },
      memory: { sizeMiB: 128 },
    });
    expect(await start(id)).toMatchObject({ state: 'succeeded' });
    expect((await house.machines.commandLine(id)).join(' ')).toContain(`${id}/uefi-vars.fd`);
  });
});

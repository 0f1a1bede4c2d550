import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../until';
import { ACTOR, type House, openHouse } from './house';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(async () => {
  await house.close();
  expect(house.defects).toEqual([]);
});

const start = async (id: string) =>
  house.operation((await house.machines.start(id, { gpu: 'as-profile' }, ACTOR)).operationId);
const pidOf = (id: string) => house.processes().find(({ machineId }) => machineId === id)?.identity.pid ?? 0;

describe('an agent that comes back', () => {
  it('takes over a machine that went on running, with its GPU and its start time', async () => {
    await start('demo');
    const [pid, before] = [pidOf('demo'), await house.machines.view('demo')];
    house = await house.restart();
    expect(await house.machines.view('demo')).toMatchObject({ ...before, state: { kind: 'running', pid } });
    expect(house.lender.leaseHolder()?.id).toBe('demo');
    expect((await house.profiles.get('demo')).differsFromRunning).toBe(false);
    await house.machines.pause('demo', ACTOR);
    expect((await house.state('demo')).kind).toBe('paused');
  });

  it('sees the end of a machine that it took over, and why', async () => {
    const id = await house.demoProfile('orphan');
    await start(id);
    await house.guestIsUp(id);
    house = await house.restart();
    await house.machines.shutDown(id, ACTOR);
    expect(await house.reach(id, 'stopped')).toMatchObject({ last: { cause: 'shut-down' } });
  });

  it('sees that a machine that it took over was killed', async () => {
    await start('demo');
    const pid = pidOf('demo');
    house = await house.restart();
    process.kill(pid, 'SIGKILL');
    expect(await house.reach('demo', 'stopped')).toMatchObject({ last: { cause: 'crashed' } });
    await until('the GPU to go back', () => house.lender.returns.length > 0);
  });

  it('takes over a paused machine as paused', async () => {
    const id = await house.demoProfile('paused');
    await start(id);
    await house.machines.pause(id, ACTOR);
    house = await house.restart();
    expect(await house.state(id)).toMatchObject({ kind: 'paused', reason: 'asked' });
  });

  it('tells that a machine ended unseen, and takes its GPU back', async () => {
    await start('demo');
    const pid = pidOf('demo');
    const { runId } = await house.machines.view('demo');
    await house.stop();
    process.kill(pid, 'SIGKILL');
    house = await house.restart();
    expect(await house.state('demo')).toMatchObject({ kind: 'stopped', last: { cause: 'ended-unseen' } });
    await until('the GPU to go back', () => house.lender.returns.length > 0);
    const { operationId } = await house.machines.view('demo');
    expect(await house.operation(operationId)).toMatchObject({ kind: 'return', runId, state: 'succeeded' });
  });

  it('brings the GPU back that was lent to a machine whose QEMU was never started', async () => {
    // What a killed agent leaves: the run is on record, the GPU is on its way or there, and no process was tried.
    const begun = {
      id: 'r1',
      profileId: 'demo',
      profileName: 'demo',
      uuid: randomUUID(),
      startedAt: new Date(),
      gpu: true,
    };
    await house.close();
    house = await openHouse(async ({ database }) => {
      await database.runs.start(begun);
      return {};
    });
    expect(await house.state('demo')).toMatchObject({ kind: 'stopped', last: { cause: 'ended-unseen' } });
    await until('the GPU to go back', () => house.lender.returns.length > 0);
    expect(house.lender.leaseHolder()).toBeNull();
  });

  it('does not take another process for the machine, even one with the pid that was written down', async () => {
    const id = await house.demoProfile('recycled');
    await start(id);
    const pid = pidOf(id);
    await house.stop();
    process.kill(pid, 'SIGKILL');
    await writeFile(join(house.stateDir, 'machines', id, 'run', 'qemu.pid'), String(process.pid));
    house = await house.restart();
    expect(await house.state(id)).toMatchObject({ kind: 'stopped', last: { cause: 'ended-unseen' } });
  });

  it('remembers how the last run ended, and its operation', async () => {
    const id = await house.demoProfile('remembered');
    const { id: operationId } = await start(id);
    await house.machines.forceOff(id, ACTOR);
    house = await house.restart();
    expect(await house.machines.view(id)).toMatchObject({
      operationId,
      state: { kind: 'stopped', last: { cause: 'forced-off' } },
    });
  });

  it('shows a machine whose monitor is taken by somebody else as not answering, and recovers', async () => {
    const id = await house.demoProfile('silent');
    await start(id);
    const pid = pidOf(id);
    process.kill(pid, 'SIGSTOP');
    house = await house.restart();
    expect(await house.state(id)).toMatchObject({ kind: 'unresponsive', pid });
    process.kill(pid, 'SIGCONT');
    expect(await house.reach(id, 'running')).toMatchObject({ pid });
  });
});

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
/** Wants something of the host, and a place for its one thread. */
const dressed = (name: string) =>
  house.demoProfile(name, {
    memory: { sizeMiB: 64, lock: true },
    cpu: { pinning: { vcpus: [[0]] } },
  });
const takenOff = (id: string) => until('the host to have it back', () => !house.outfitter.on.has(id));

describe('what the host sets up for a machine', () => {
  it('is nothing for a plain one: no step more, and nobody is asked', async () => {
    const operation = await start(await house.demoProfile('plain'));
    expect(operation.steps.map(({ kind }) => kind)).toEqual(['check', 'start', 'verify']);
    expect([house.outfitter.told, house.inventory.asked]).toEqual([[], 0]);
  });

  it('is there before QEMU, its threads are placed after it, and all of it goes back after the end', async () => {
    const id = await dressed('dressed');
    const operation = await start(id);
    expect(operation.steps.map(({ kind }) => kind)).toEqual(['check', 'memory', 'start', 'verify', 'pin']);
    expect(operation.steps.find(({ kind }) => kind === 'start')?.detail).toContain('Something was done otherwise.');
    expect(operation.steps.at(-1)?.detail).toBe('1 thread placed.');
    expect(house.outfitter.told).toEqual([`prepare ${id}`, `settle ${id}`]);
    await house.machines.forceOff(id, ACTOR);
    await takenOff(id);
  });

  it('goes back when QEMU dies by itself, and the next start waits for that', async () => {
    const id = await dressed('killed');
    await start(id);
    process.kill(house.processes()[0]?.identity.pid ?? 0, 'SIGKILL');
    await house.reach(id, 'stopped');
    expect(await start(id)).toMatchObject({ state: 'succeeded' });
    const [prepare, settle] = [`prepare ${id}`, `settle ${id}`];
    expect(house.outfitter.told).toEqual([prepare, settle, `dismiss ${id}`, prepare, settle]);
  });

  it('ends a start that it fails, before there is a process', async () => {
    const id = await dressed('refused');
    house.outfitter.failPrepare = true;
    expect(await start(id)).toMatchObject({ state: 'failed', problem: { code: 'tpm.failed' } });
    expect(await house.state(id)).toEqual({ kind: 'stopped' });
    expect((await house.machines.view(id)).runId).toBeNull();
    house.outfitter.failPrepare = false;
    expect(await start(id)).toMatchObject({ state: 'succeeded' });
  });

  it('ends a machine whose threads cannot be placed, and goes back', async () => {
    const id = await dressed('misplaced');
    house.outfitter.failSettle = true;
    expect(await start(id)).toMatchObject({ problem: { code: 'cpu.pin-failed' } });
    expect(house.processes()).toEqual([]);
    await takenOff(id);
  });

  it('goes back also when QEMU itself does not start, and the GPU with it', async () => {
    const id = await house.demoProfile('broken', {
      memory: { sizeMiB: 64, lock: true },
      gpu: { wanted: true },
      extraArguments: ['-device', 'no-such-device'],
    });
    expect(await start(id)).toMatchObject({ state: 'undone', problem: { code: 'machine.start-failed' } });
    await takenOff(id);
    expect(house.lender.returns).toEqual(['host']);
  });

  it('goes back after the end of a machine that another agent started', async () => {
    const id = await dressed('adopted');
    await start(id);
    house = await house.restart();
    expect(house.outfitter.on.has(id)).toBe(true);
    await house.machines.forceOff(id, ACTOR);
    await takenOff(id);
  });

  it('goes back when the machine ended while no agent looked', async () => {
    const id = await dressed('unseen');
    await start(id);
    const pid = house.processes()[0]?.identity.pid ?? 0;
    await house.stop();
    process.kill(pid, 'SIGKILL');
    house = await house.restart();
    await takenOff(id);
  });

  it('is told where it could not go back', async () => {
    const told: unknown[] = [];
    await house.close();
    const record = (...all: unknown[]) => void told.push(all);
    house = await openHouse({ activity: { record } });
    const id = await dressed('left');
    await start(id);
    house.outfitter.left = ['The pool of huge pages stays as it is.'];
    await house.machines.forceOff(id, ACTOR);
    const words = { words: 'The pool of huge pages stays as it is.' };
    await until('it to be told', () => JSON.stringify(told).includes(JSON.stringify(words)));
  });
});

describe('a machine without a virtual screen', () => {
  it('has no console, whatever its profile says meanwhile', async () => {
    const id = await house.demoProfile('dark', { gpu: { wanted: true }, display: { stage: 'gpu' } });
    await start(id);
    expect(await house.machines.view(id)).toMatchObject({ state: { kind: 'running' }, hasConsole: false });
    expect(house.consoleSocket(id)).toBeNull();
    expect((await house.machines.commandLine(id)).join(' ')).not.toContain('-vnc');
    house = await house.restart();
    expect((await house.machines.view(id)).hasConsole).toBe(false);
  });
});

describe('the arguments of a machine', () => {
  it('are those that it was started with while it is up, each with its reason', async () => {
    const id = await house.demoProfile('told');
    const before = await house.machines.arguments(id);
    await start(id);
    const during = await house.machines.arguments(id);
    expect(during.flatMap(({ words }) => words)).toEqual((await house.machines.commandLine(id)).slice(1));
    expect(during.map(({ why }) => why)).toEqual(before.map(({ why }) => why));
    expect(during.find(({ field }) => field?.startsWith('disks.0'))?.why).toBe('disk');
    house = await house.restart();
    expect(await house.machines.arguments(id)).toEqual(during);
  });
});

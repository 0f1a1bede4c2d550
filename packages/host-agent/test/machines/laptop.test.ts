import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedLaptop } from '../../src/adapters/simulated/laptop/laptop';
import { simulatedQemuLauncher } from '../../src/adapters/simulated/qemu-launcher';
import { createHandover, type Handover } from '../../src/handover/create-handover';
import { until } from '../until';
import { ACTOR, type Bare, type House, openHouse } from './house';

let house: House;
let handover: Handover;

/** The simulated laptop with the real hand-over: everything of the agent below its server. */
const laptop = async (bare: Bare) => {
  const folder = join(bare.stateDir, 'handover');
  await mkdir(folder, { recursive: true });
  const file = join(bare.stateDir, 'laptop.json');
  const hardware = createSimulatedLaptop({ file, scenario: 'optimus', clock: bare.clock, pace: 'none' });
  handover = createHandover({
    ...{ hardware, folder },
    clock: bare.clock,
    recorder: bare.recorder,
    events: bare.hub,
    spans: bare.spans,
    around: { wantedBy: async () => [], qemuArgv: async () => [], lastHandoverMs: async () => null },
    assignment: 'stand-in',
    activity: bare.activity,
    settings: bare.database.settings,
    failed: (error) => bare.defect(error, 'hand-over'),
  });
  await handover.start();
  const { supply, sleep } = hardware;
  return { lender: handover.lender, launcher: simulatedQemuLauncher(bare.launcher, hardware), supply, sleep };
};

beforeEach(async () => {
  house = await openHouse(laptop);
});
afterEach(async () => {
  await house.close();
  expect(house.defects).toEqual([]);
});

const start = async (id: string) =>
  house.operation((await house.machines.start(id, { gpu: 'as-profile' }, ACTOR)).operationId);
const gpuState = async () => (await handover.gpu.view())?.state.kind;
const home = () => until('the GPU to be home', async () => (await gpuState())?.startsWith('host-') ?? false);

describe('a machine on the simulated laptop', () => {
  it('starts as one timeline: check, the hand-over, start, verify; and after its end the GPU is home', async () => {
    const operation = await start('demo');
    const kinds = operation.steps.map((step) => step.kind);
    expect(operation.state).toBe('succeeded');
    expect(kinds.filter((kind) => kind === 'check')).toHaveLength(1);
    expect(kinds.slice(-2)).toEqual(['start', 'verify']);
    expect(kinds).toEqual(expect.arrayContaining(['detach', 'bind']));
    expect(await gpuState()).toBe('in-guest');
    await house.machines.forceOff('demo', ACTOR);
    await home();
    const { operationId } = await house.machines.view('demo');
    const back = await house.operation(operationId);
    expect(back).toMatchObject({ kind: 'return', runId: operation.runId, state: 'succeeded' });
    expect(back.steps.map((step) => step.kind)).toEqual(['stopped', 'release', 'attach']);
  });

  it('starts again at once after a kill, the GPU coming home in between', async () => {
    await start('demo');
    process.kill(house.processes()[0]?.identity.pid ?? 0, 'SIGKILL');
    await house.reach('demo', 'stopped');
    expect(await start('demo')).toMatchObject({ state: 'succeeded' });
    expect(await gpuState()).toBe('in-guest');
  });

  it('switches without the GPU going home in between, and brings it home after the second', async () => {
    await start('demo');
    await house.guestIsUp('demo');
    const second = await house.demoProfile('train', { gpu: { wanted: true, afterExit: 'off' } });
    const operation = await house.operation((await house.machines.switchTo(second, ACTOR)).operationId);
    expect(operation).toMatchObject({ kind: 'switch', state: 'succeeded' });
    expect(operation.problem).toBeUndefined();
    expect(operation.steps.map((step) => step.kind)).not.toContain('attach');
    expect(house.processes().map((process) => process.machineId)).toEqual([second]);
    await house.machines.forceOff(second, ACTOR);
    await until('the GPU to be off', async () => (await gpuState()) === 'powered-off');
  });

  it('gives the GPU back when QEMU does not start', async () => {
    await house.close();
    const broken = { path: '/bin/false', version: '0', machineType: 'q35', sandbox: false };
    house = await openHouse(async (bare) => ({
      ...(await laptop(bare)),
      installation: { ...bare.installation, find: async () => broken },
    }));
    const operation = await start('demo');
    expect(operation).toMatchObject({ state: 'undone', problem: { code: 'machine.start-failed' } });
    await home();
    expect(house.processes()).toEqual([]);
    expect((await house.machines.view('demo')).holdsGpu).toBe(false);
  });

  it('is adopted with the GPU, and one that died unseen gives it back', async () => {
    await start('demo');
    house = await house.restart();
    expect(await gpuState()).toBe('in-guest');
    expect(await house.machines.view('demo')).toMatchObject({ state: { kind: 'running' }, holdsGpu: true });
    const pid = house.processes()[0]?.identity.pid ?? 0;
    await house.stop();
    process.kill(pid, 'SIGKILL');
    house = await house.restart();
    expect(await house.state('demo')).toMatchObject({ last: { cause: 'ended-unseen' } });
    await home();
  });
});

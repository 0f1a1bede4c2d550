import { afterEach, describe, expect, test } from 'vitest';
import type { Scenario } from '../../src/adapters/simulated/laptop/scenarios';
import type { Handover } from '../../src/handover/create-handover';
import { BLENDER, Kit, type KitOptions, OWNER, WIN10 } from './kit';

const GPU = '0000:01:00.0';
const AUDIO = '0000:01:00.1';
const kits: Kit[] = [];
afterEach(() => {
  for (const kit of kits.splice(0)) kit.remove();
});

async function laptop(scenario: Scenario, more: KitOptions = {}): Promise<{ kit: Kit; agent: Handover }> {
  const kit = new Kit({ scenario, ...more });
  kits.push(kit);
  return { kit, agent: await kit.started() };
}

async function view(agent: Handover, kit: Kit) {
  kit.later();
  const found = await agent.gpu.view();
  if (!found) throw new Error('no GPU');
  return found;
}

const running = (kit: Kit) => kit.laptop.state.services.filter(({ active }) => active).map(({ name }) => name);

describe('a laptop with NVIDIA’s daemons', () => {
  test('has them stopped for the machine and running again afterwards, and they are nobody to ask', async () => {
    const { kit, agent } = await laptop('persistenced');
    const before = await view(agent, kit);
    expect(before.blockers).toEqual([]);
    expect(before.services).toEqual(['nvidia-persistenced', 'nvidia-powerd']);
    const operation = kit.operation();
    await agent.lender.lend(WIN10, operation);
    expect(operation.story).toContain('services done');
    expect(running(kit)).toEqual([]);
    await agent.lender.giveBack(WIN10, 'host', kit.operation());
    expect(running(kit)).toEqual(['nvidia-persistenced', 'nvidia-powerd']);
  });

  test('keeps the GPU when one of them does not stop, and says which', async () => {
    const { kit, agent } = await laptop('persistenced');
    kit.laptop.faults.failOn('service', 1);
    await expect(agent.lender.lend(WIN10, kit.operation())).rejects.toMatchObject({
      problem: { code: 'gpu.service-failed', facts: { service: 'nvidia-persistenced', wanted: 'stopped' } },
    });
    expect((await view(agent, kit)).state.kind).toBe('host-idle');
    expect(running(kit)).toHaveLength(2);
  });
});

describe('a laptop with Bumblebee', () => {
  test('ends with the card off and the daemon running, whatever the profile asks for', async () => {
    const { kit, agent } = await laptop('bumblebee');
    expect(await view(agent, kit)).toMatchObject({ state: { kind: 'powered-off' }, bumblebee: true, blockers: [] });
    for (const after of ['host', 'off'] as const) {
      await agent.lender.lend(WIN10, kit.operation());
      expect(running(kit)).toEqual([]);
      await agent.lender.giveBack(WIN10, after, kit.operation());
      expect(await view(agent, kit)).toMatchObject({ state: { kind: 'powered-off' }, holder: { kind: 'off' } });
      expect(running(kit)).toEqual(['bumblebeed']);
    }
    expect(await agent.gpu.verifyBumblebee(OWNER)).toMatchObject({ ok: true });
  });
});

describe('a laptop whose kernel cuts the power by itself', () => {
  test('sleeps at home, is awake while it changes hands, and sleeps again', async () => {
    const { kit, agent } = await laptop('rtd3');
    expect(await view(agent, kit)).toMatchObject({
      state: { kind: 'host-suspended' },
      power: { backend: 'runtime-pm', canSwitch: false },
      canPowerOff: false,
    });
    await agent.lender.lend(WIN10, kit.operation());
    await agent.lender.giveBack(WIN10, 'off', kit.operation());
    expect((await view(agent, kit)).state.kind).toBe('host-suspended');
  });
});

describe('a laptop with an open driver', () => {
  test('uses vga_switcheroo only when told so, and switches a card that keeps its driver', async () => {
    const { kit, agent } = await laptop('nouveau');
    expect((await view(agent, kit)).power).toMatchObject({
      backend: 'none',
      available: expect.arrayContaining(['vga-switcheroo']),
    });
    await agent.gpu.setPower({ backend: 'vga-switcheroo' }, OWNER);
    await agent.gpu.move({ to: 'off' }, OWNER);
    await kit.recorder.last.over;
    expect(await view(agent, kit)).toMatchObject({ state: { kind: 'powered-off' }, driver: 'nouveau' });
    await agent.lender.lend(WIN10, kit.operation());
    expect(kit.drivers()).toEqual({ [GPU]: 'vfio-pci', [AUDIO]: 'vfio-pci' });
    await agent.lender.giveBack(WIN10, 'host', kit.operation());
    expect(await view(agent, kit)).toMatchObject({
      state: { kind: 'host-idle' },
      power: { backend: 'vga-switcheroo' },
    });
  });

  test('takes acpi_call with two methods alone, and refuses what is none', async () => {
    const { kit, agent } = await laptop('nouveau');
    const calls = { on: '\\_SB.PCI0.PEG0.PEGP._ON', off: 'rm -rf /' };
    await expect(agent.gpu.setPower({ backend: 'acpi-call', calls }, OWNER)).rejects.toMatchObject({
      problem: { code: 'power.acpi-method', field: 'calls.off' },
    });
    expect((await view(agent, kit)).power.setting).toEqual({ backend: 'automatic' });
  });

  test('remembers the choice over a restart of the agent', async () => {
    const { kit, agent } = await laptop('nouveau');
    await agent.gpu.setPower({ backend: 'vga-switcheroo' }, OWNER);
    expect((await view(await kit.started(), kit)).power).toMatchObject({
      backend: 'vga-switcheroo',
      because: 'chosen',
    });
  });

  test('has its text console back after the machine', async () => {
    const { kit, agent } = await laptop('nouveau');
    expect(kit.laptop.state.console?.bound).toBe(true);
    await agent.lender.lend(WIN10, kit.operation());
    expect(kit.laptop.state.console?.bound ?? false).toBe(false);
    await agent.lender.giveBack(WIN10, 'host', kit.operation());
    expect(kit.laptop.state.console?.bound).toBe(true);
  });
});

test('sound of the host goes along with its group, and the machine gets the card alone', async () => {
  const { kit, agent } = await laptop('audio-in-group');
  const sound = () => kit.laptop.state.functions.find((fn) => fn.address === '0000:00:1f.3')?.driver;
  await agent.lender.lend(WIN10, kit.operation());
  expect(sound()).toBe('vfio-pci');
  await agent.lender.giveBack(WIN10, 'off', kit.operation());
  expect(sound()).toBe('snd_hda_intel');
  expect((await view(agent, kit)).state.kind).toBe('powered-off');
});

describe('a dead GPU', () => {
  test('is found again when it was taken off the bus, and goes home in the same operation', async () => {
    const { kit, agent } = await laptop('dead-gpu');
    await agent.gpu.recover('rescan', OWNER);
    await kit.recorder.last.over;
    expect(kit.recorder.last).toMatchObject({ state: 'succeeded', problem: undefined });
    expect((await view(agent, kit)).state.kind).toBe('host-idle');
  });

  test('stays dead after a reset, and says so when it is asked home', async () => {
    const { kit, agent } = await laptop('dead-gpu');
    await agent.gpu.recover('reset', OWNER);
    await kit.recorder.last.over;
    expect(kit.recorder.last.state).toBe('succeeded');
    await agent.gpu.move({ to: 'host' }, OWNER);
    await kit.recorder.last.over;
    expect(kit.recorder.last).toMatchObject({ state: 'failed', problem: { code: 'gpu.no-host-driver' } });
  });
});

describe('who has the GPU open', () => {
  test('can be asked to close it, that very process alone', async () => {
    const { kit, agent } = await laptop('optimus');
    kit.laptop.openGpu(BLENDER);
    const wrong = { pid: BLENDER.pid, startTicks: BLENDER.startTicks + 1 };
    await expect(agent.gpu.askToClose(wrong, OWNER)).rejects.toMatchObject({ problem: { code: 'gpu.not-a-holder' } });
    expect((await view(agent, kit)).blockers).toMatchObject([{ code: 'gpu.busy' }]);
    await agent.gpu.askToClose(BLENDER, OWNER);
    expect((await view(agent, kit)).blockers).toEqual([]);
    expect(kit.activities).toContain('gpu.asked-to-close');
  });

  test('may stay, and nothing is killed', async () => {
    const { kit, agent } = await laptop('optimus');
    kit.laptop.openGpu({ ...BLENDER, ignoresTerm: true });
    await agent.gpu.askToClose(BLENDER, OWNER);
    expect((await view(agent, kit)).blockers).toMatchObject([{ code: 'gpu.busy' }]);
  });
});

describe('the question whether the screen lives', () => {
  test('is answered by anybody who sees it', async () => {
    const { kit, agent } = await laptop('optimus');
    const operation = kit.operation();
    await agent.lender.lend(WIN10, operation);
    const asked = agent.lender.askToKeep(operation);
    // At once: time passes only by waiting here.
    const [another, own] = [
      agent.gpu.answerKeep('another', 'keep', OWNER),
      agent.gpu.answerKeep(operation.id, 'keep', OWNER),
    ];
    await asked;
    expect([await another, await own]).toEqual([false, true]);
    expect((await view(agent, kit)).keepQuestion).toBeNull();
  });

  test('is answered with no when nobody does in time, or when the agent stops', async () => {
    const { kit, agent } = await laptop('optimus');
    const operation = kit.operation();
    await agent.lender.lend(WIN10, operation);
    // Time passes only by waiting here, so the deadline comes at once.
    await expect(agent.lender.askToKeep(operation)).rejects.toMatchObject({ problem: { code: 'gpu.not-kept' } });
    const again = agent.lender.askToKeep(operation);
    agent.giveUp();
    await expect(again).rejects.toMatchObject({ problem: { code: 'gpu.not-kept' } });
  });
});

test('the group’s file belongs to the user of QEMU while a machine may have it, and to root afterwards', async () => {
  const { kit, agent } = await laptop('optimus', { vmUid: 64055 });
  await agent.lender.lend(WIN10, kit.operation());
  expect(await kit.laptop.holders.nodeOwner(1)).toBe(64055);
  await agent.lender.giveBack(WIN10, 'leave', kit.operation());
  await agent.lender.giveBack(WIN10, 'host', kit.operation());
  expect(await kit.laptop.holders.nodeOwner(1)).toBeNull();
});

test('what a hand-over would do is shown whole before it is done: services, modules, files and QEMU', async () => {
  const { agent } = await laptop('persistenced');
  const shown = await agent.gpu.dryRun({ to: 'machine', machineId: 'win10' });
  const commands = shown.steps.flatMap((step) => step.commands.map((argv) => argv.join(' ')));
  expect(commands).toEqual(
    expect.arrayContaining(['systemctl stop nvidia-persistenced.service', 'modprobe -r nvidia']),
  );
  expect(shown.steps.flatMap(({ writes }) => writes)).toContainEqual({
    path: '/sys/bus/pci/drivers_probe',
    value: GPU,
  });
  expect(shown.qemuArgv).toContain('win10');
});

import { pciAddress } from '@baton/model/pci/address';
import { ProblemError } from '@baton/model/problem';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Kit, OWNER, TRAIN, WIN10 } from './kit';

const [PORT, GPU, AUDIO] = [pciAddress('0000:00:01.0'), pciAddress('0000:01:00.0'), pciAddress('0000:01:00.1')];
const ON_VFIO = { '0000:01:00.0': 'vfio-pci', '0000:01:00.1': 'vfio-pci' };
const AT_HOME = { '0000:01:00.0': 'nvidia', '0000:01:00.1': 'snd_hda_intel' };
const NOBODY = { '0000:01:00.0': null, '0000:01:00.1': null };

describe('the hand-over on the simulated laptop', () => {
  let kit: Kit;
  beforeEach(() => {
    kit = new Kit();
  });
  afterEach(() => kit.remove());

  test('lends the whole slot and brings it home as it was', async () => {
    const before = structuredClone(kit.laptop.state.functions);
    const modules = await kit.laptop.modules.loaded();
    const { lender, gpu } = await kit.started();
    const operation = kit.operation();
    expect(await lender.lend(WIN10, operation)).toEqual({ kind: 'stand-in', address: '0000:01:00.0' });
    expect(kit.drivers()).toEqual(ON_VFIO);
    expect(operation.story).toEqual(['check done', 'detach done', 'bind done']);
    kit.guestOpens(77);
    lender.lent(WIN10);
    kit.later();
    expect(await gpu.view()).toMatchObject({
      state: { kind: 'in-guest', pid: 77 },
      holder: { kind: 'machine', id: 'win10', name: 'win10' },
    });

    kit.alive.delete(77);
    const back = kit.operation();
    await lender.giveBack(WIN10, 'host', back);
    expect(back.story).toEqual(['release done', 'attach done']);
    expect(kit.drivers()).toEqual(AT_HOME);
    expect(kit.laptop.state.functions).toEqual(before);
    const names = (list: typeof modules) => list.map((module) => module.name).filter((name) => name !== 'vfio_pci');
    expect(names(await kit.laptop.modules.loaded())).toEqual(names(modules));
    expect(lender.leaseHolder()).toBeNull();
    expect(await gpu.history(0)).toMatchObject([
      { holder: { kind: 'host' } },
      { holder: { kind: 'machine', id: 'win10' } },
      { holder: { kind: 'host' } },
    ]);
  });

  test('powers off after the machine, and repairs the audio function on the next start', async () => {
    const { lender, gpu } = await kit.started();
    await lender.lend(WIN10, kit.operation());
    const back = kit.operation();
    await lender.giveBack(WIN10, 'off', back);
    expect(back.story).toEqual(['release done', 'power-off done']);
    expect(kit.drivers()).toEqual(NOBODY);
    kit.later();
    expect(await gpu.view()).toMatchObject({ state: { kind: 'powered-off' }, holder: { kind: 'off' } });

    const again = kit.operation();
    await lender.lend(WIN10, again);
    expect(again.story).toEqual(['check done', 'power-on done', 'repair done', 'detach done', 'bind done']);
    expect(kit.drivers()).toEqual(ON_VFIO);
    expect(kit.laptop.state.functions.filter((fn) => fn.registersLost)).toEqual([]);
    await lender.giveBack(WIN10, 'host', kit.operation());
    expect(kit.drivers()).toEqual(AT_HOME);
  });

  test('leaves it aside when the profile says so, and hands it over again without a write', async () => {
    const { lender } = await kit.started();
    await lender.lend(WIN10, kit.operation());
    await lender.giveBack(WIN10, 'leave', kit.operation());
    const writes = kit.laptop.faults.writes;
    await lender.lend(TRAIN, kit.operation());
    expect(kit.laptop.faults.writes).toBe(writes);
  });

  test('refuses a second machine, and the same machine may ask again', async () => {
    const { lender } = await kit.started();
    await lender.lend(WIN10, kit.operation());
    const held = { code: 'gpu.held', facts: { holderId: 'win10', holderName: 'win10', wantedBy: 'train' } };
    expect(await lender.blockers(TRAIN)).toEqual([held]);
    await expect(lender.lend(TRAIN, kit.operation())).rejects.toMatchObject({ problem: held });
    await expect(lender.lend(WIN10, kit.operation())).resolves.toBeDefined();
    expect(lender.leaseHolder()).toEqual(WIN10);
  });

  test('a machine that asks again while it runs keeps what it has', async () => {
    const { lender } = await kit.started();
    const first = lender.lend(WIN10, kit.operation());
    await expect(lender.lend(WIN10, kit.operation())).rejects.toMatchObject({ problem: { code: 'gpu.moving' } });
    await first;
    kit.guestOpens(77);
    lender.lent(WIN10);
    await expect(lender.lend(WIN10, kit.operation())).rejects.toMatchObject({ problem: { code: 'gpu.in-guest' } });
    expect(lender.leaseHolder()).toEqual(WIN10);
    expect(kit.drivers()).toEqual(ON_VFIO);
  });

  test('looking writes nothing, and asks bbswitch only about a driverless card behind a port that is awake', async () => {
    let asked = 0;
    const { state } = kit.laptop.power;
    kit.laptop.power.state = (gpu, means) => {
      asked += 1;
      return state(gpu, means);
    };
    const { lender, gpu } = await kit.started();
    const look = async (): Promise<number> => {
      asked = 0;
      kit.later();
      await gpu.view();
      await gpu.groups();
      await gpu.dryRun({ to: 'off' });
      return asked;
    };
    expect(await look()).toBe(0);
    expect(kit.laptop.faults.writes).toBe(0);
    await lender.lend(WIN10, kit.operation());
    expect(await look()).toBe(0);
    await lender.giveBack(WIN10, 'off', kit.operation());
    expect(await look()).toBe(1);
    await kit.laptop.bus.setPowerControl(PORT, 'auto');
    for (const address of [GPU, AUDIO]) await kit.laptop.bus.setPowerControl(address, 'auto');
    expect(await look()).toBe(0);
    // A hand-over finds out that it is off, and never binds it so.
    const operation = kit.operation();
    await lender.lend(WIN10, operation);
    expect(operation.story[1]).toBe('power-on done');
    expect(kit.laptop.state.functions.filter((fn) => fn.registersLost)).toEqual([]);
  });

  test('moves to off and back to the host when asked on the GPU page', async () => {
    const { gpu } = await kit.started();
    await gpu.move({ to: 'off' }, OWNER);
    await kit.recorder.last.over;
    expect(kit.recorder.last.story).toEqual(['check done', 'detach done', 'power-off done']);
    kit.later();
    expect((await gpu.view())?.state).toEqual({ kind: 'powered-off' });
    await gpu.move({ to: 'host' }, OWNER);
    await kit.recorder.last.over;
    expect(kit.recorder.last.state).toBe('succeeded');
    expect(kit.drivers()).toEqual(AT_HOME);
  });

  test('refuses to move it away from a machine', async () => {
    const { lender, gpu } = await kit.started();
    await lender.lend(WIN10, kit.operation());
    lender.lent(WIN10);
    await expect(gpu.move({ to: 'host' }, OWNER)).rejects.toMatchObject({ problem: { code: 'gpu.in-guest' } });
  });

  test('adopts the machine that survived the agent', async () => {
    const first = await kit.started();
    await first.lender.lend(WIN10, kit.operation());
    kit.guestOpens(77);
    first.lender.lent(WIN10);
    const second = await kit.started();
    second.lender.adopt(WIN10);
    kit.later();
    expect(second.lender.leaseHolder()).toEqual(WIN10);
    expect((await second.gpu.view())?.holder).toEqual({ kind: 'machine', ...WIN10 });
  });

  test('shows first what it would write, and writes nothing', async () => {
    const { gpu } = await kit.started();
    const shown = await gpu.dryRun({ to: 'machine', machineId: 'win10' });
    expect(shown.blockers).toEqual([]);
    expect(shown.qemuArgv).toEqual(['qemu-system-x86_64', '-name', 'win10']);
    expect(shown.steps.map((step) => step.kind)).toEqual(['detach', 'bind']);
    expect(shown.steps[0]?.commands).toEqual([
      ['modprobe', '-r', 'nvidia_drm'],
      ['modprobe', '-r', 'nvidia_modeset'],
      ['modprobe', '-r', 'nvidia_uvm'],
      ['modprobe', '-r', 'nvidia'],
    ]);
    expect(shown.steps[1]?.writes).toContainEqual({ path: '/sys/bus/pci/drivers_probe', value: '0000:01:00.1' });
    expect(kit.laptop.faults.writes).toBe(0);
  });

  test('two moves at once: the second is told that it is moving', async () => {
    const { lender, gpu } = await kit.started();
    const lending = lender.lend(WIN10, kit.operation());
    const outcome = await lender.giveBack(WIN10, 'host', kit.operation()).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(ProblemError);
    expect(outcome).toMatchObject({ problem: { code: 'gpu.moving' } });
    expect((await gpu.view())?.state.kind).toBe('transition');
    await lending;
  });
});

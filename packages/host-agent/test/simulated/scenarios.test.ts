import { goingAlong } from '@baton/model/pci/group';
import { choosePower } from '@baton/model/power/choose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SCENARIOS } from '../../src/adapters/simulated/laptop/scenarios';
import { laptopStateSchema } from '../../src/adapters/simulated/laptop/state';
import { AUDIO, BBSWITCH, BLENDER, Desk, driverOf, GPU, PORT, SLOT, toVfio } from './kit';

describe('the scenarios of the simulated laptop', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });
  afterEach(() => desk.remove());

  test.each(SCENARIOS)('%s boots into a state that the next agent can read', async (scenario) => {
    const made = desk.laptop(scenario);
    expect(laptopStateSchema.parse(made.state)).toEqual(made.state);
    expect(await desk.laptop(scenario).bootId()).toBe(await made.bootId());
  });

  test('bumblebee: at home the card is off and nobody has it', async () => {
    const made = desk.laptop('bumblebee');
    expect(await driverOf(made)).toBeNull();
    expect(await made.power.state(GPU, BBSWITCH)).toBe('off');
    expect(choosePower(await made.power.evidence(GPU), { backend: 'automatic' }).backend).toBe('bbswitch');
    expect((await made.services.states()).filter(({ active }) => active)).toEqual([
      { name: 'bumblebeed', active: true },
    ]);
    expect(await made.holders.processes(SLOT)).toEqual([]);
    expect((await made.modules.loaded()).map(({ name }) => name)).toEqual(['bbswitch']);
  });

  test('bumblebee: optirun brings the card up and leaves it off', async () => {
    const made = desk.laptop('bumblebee');
    const run = await made.optirun();
    expect(run).toMatchObject({ ok: true, output: expect.stringContaining('NVIDIA-SMI') });
    expect(run?.output).toContain('Simulated');
    expect(await made.power.state(GPU, BBSWITCH)).toBe('off');
    expect(await driverOf(made)).toBeNull();
    expect(await desk.laptop().optirun()).toBeNull();
  });

  test('bumblebee: optirun fails without its daemon, and on a card that somebody else has', async () => {
    const made = desk.laptop('bumblebee');
    await made.power.switchTo('on', GPU, BBSWITCH);
    await toVfio(made);
    expect(await made.optirun()).toMatchObject({
      ok: false,
      output: expect.stringContaining('Could not load GPU driver'),
    });
    expect(await driverOf(made)).toBe('vfio-pci');
    await made.services.stop('bumblebeed');
    expect(await made.optirun()).toMatchObject({ ok: false, output: expect.stringContaining('daemon') });
  });

  test('bumblebee: its daemon switches a card off that nobody has, as it starts', async () => {
    const made = desk.laptop('bumblebee');
    await made.services.stop('bumblebeed');
    await made.power.switchTo('on', GPU, BBSWITCH);
    await made.services.start('bumblebeed');
    expect(await made.power.state(GPU, BBSWITCH)).toBe('off');
  });

  test('dead-gpu: no reset helps, and being found again does', async () => {
    const made = desk.laptop('dead-gpu');
    expect(await made.bus.functionAt(GPU)).toMatchObject({ driver: 'vfio-pci', resetMethods: ['pm', 'bus'] });
    expect(await made.holders.groupOpen(1)).toBeNull();
    await made.bus.reset(GPU);
    for (const address of SLOT) {
      await made.bus.setDriverOverride(address, null);
      await made.bus.unbind(address);
    }
    await made.modules.load('nvidia');
    expect(await driverOf(made)).toBeNull();
    expect(made.state.kernelLog.at(-1)).toContain('RmInitAdapter failed!');
    await made.bus.reset(GPU);
    await made.bus.probe(GPU);
    expect(await driverOf(made)).toBeNull();
    for (const address of [AUDIO, GPU]) await made.bus.remove(address);
    await made.bus.rescan(PORT);
    expect(await driverOf(made)).toBe('nvidia');
    expect(await driverOf(made, AUDIO)).toBe('snd_hda_intel');
  });

  test('a card that a guest left dead may be cured by a reset alone, and registers are not', async () => {
    const made = await desk.bare();
    made.guestCrashed({ curedBy: 'reset' });
    await made.modules.load('nvidia');
    expect(await driverOf(made)).toBeNull();
    await made.bus.reset(GPU);
    await made.bus.probe(GPU);
    expect(await driverOf(made)).toBe('nvidia');

    await made.modules.unload('nvidia');
    await made.power.switchTo('off', GPU, BBSWITCH);
    await made.modules.load('nvidia');
    await made.bus.reset(GPU);
    await made.bus.probe(GPU);
    expect(await driverOf(made)).toBeNull();
  });

  test('a function without a reset method refuses it, and a reset can fail', async () => {
    const made = desk.laptop();
    await expect(made.bus.reset(AUDIO)).rejects.toMatchObject({ words: 'Inappropriate ioctl for device' });
    await expect(made.bus.reset(PORT)).rejects.toMatchObject({ words: 'Inappropriate ioctl for device' });
    made.faults.failOn('reset', 1);
    await expect(made.bus.reset(GPU)).rejects.toMatchObject({ words: 'Input/output error' });
  });

  test('audio-in-group: the laptop’s own sound shares the group and can go along', async () => {
    const made = desk.laptop('audio-in-group');
    const group = (await made.bus.functions()).filter((fn) => fn.iommuGroup === 1);
    expect(goingAlong(group, GPU, () => false).map(({ address }) => address)).toEqual(['0000:00:1f.3']);
  });

  test('no service and no load: the healthy laptop is held by nobody', async () => {
    const made = desk.laptop();
    expect(await made.holders.processes(SLOT)).toEqual([]);
    made.openGpu(BLENDER);
    expect(await made.holders.processes(SLOT)).toMatchObject([{ pid: 9, since: desk.clock.now(), service: null }]);
  });
});

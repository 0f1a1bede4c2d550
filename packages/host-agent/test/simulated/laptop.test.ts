import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Scenario } from '../../src/adapters/simulated/laptop/scenarios';
import { AUDIO, BBSWITCH, BLENDER, Desk, driverOf, GPU, PORT } from './kit';

describe("the simulated laptop's kernel", () => {
  let desk: Desk;
  const laptop = (scenario?: Scenario) => desk.laptop(scenario);
  const bare = () => desk.bare();

  beforeEach(() => {
    desk = new Desk();
  });
  afterEach(() => desk.remove());

  test('keeps its state for the next agent, and boots anew for another scenario', async () => {
    const first = laptop();
    await first.bus.unbind(AUDIO);
    const second = laptop();
    expect(await driverOf(second, AUDIO)).toBeNull();
    expect(await second.bootId()).toBe(await first.bootId());
    expect(await driverOf(laptop('no-iommu'), AUDIO)).toBe('snd_hda_intel');
  });

  test('a file of another version is another laptop: it boots anew', async () => {
    const first = laptop();
    await first.bus.unbind(AUDIO);
    const kept = JSON.parse(readFileSync(desk.file, 'utf8'));
    writeFileSync(desk.file, JSON.stringify({ ...kept, version: 1 }));
    const second = laptop();
    expect(await driverOf(second, AUDIO)).toBe('snd_hda_intel');
    expect(await second.bootId()).not.toBe(await first.bootId());
  });

  test('a probe that binds nothing is no error', async () => {
    const made = await bare();
    await made.bus.setDriverOverride(GPU, 'vfio-pci');
    await made.bus.probe(GPU);
    expect(await driverOf(made)).toBeNull();
  });

  test('loading vfio-pci binds what is reserved for it', async () => {
    const made = await bare();
    await made.bus.setDriverOverride(GPU, 'vfio-pci');
    await made.modules.load('vfio-pci');
    expect(await driverOf(made)).toBe('vfio-pci');
    expect(await made.bus.functionAt(GPU)).toMatchObject({ powerState: 'D3hot', runtimeStatus: 'suspended' });
  });

  test('without an IOMMU vfio-pci cannot bind, and the log says why', async () => {
    const made = laptop('no-iommu');
    await made.bus.unbind(AUDIO);
    await made.modules.load('vfio-pci');
    await made.bus.setDriverOverride(AUDIO, 'vfio-pci');
    await made.bus.probe(AUDIO);
    expect(await driverOf(made, AUDIO)).toBeNull();
    expect(made.state.kernelLog.at(-1)).toBe(`vfio-pci: probe of ${AUDIO} failed with error -22`);
  });

  test('a module in use says so at once, and an unbind of a held GPU hangs for ever', async () => {
    const made = laptop();
    made.openGpu(BLENDER);
    await expect(made.modules.unload('nvidia')).rejects.toMatchObject({
      name: 'ModuleInUseError',
      words: 'modprobe: FATAL: Module nvidia is in use.',
    });
    await expect(made.bus.unbind(GPU)).rejects.toMatchObject({ name: 'StuckError' });
    expect(made.state.kernelLog.at(-1)).toContain('non-zero usage count!');
    await expect(made.bus.setDriverOverride(GPU, null)).rejects.toMatchObject({ name: 'StuckError' });
  });

  test('an unbind from vfio-pci hangs while a machine has the group open', async () => {
    const made = await bare();
    await made.bus.setDriverOverride(GPU, 'vfio-pci');
    await made.modules.load('vfio-pci');
    desk.alive.add(77);
    made.vfioGroupOpened(77, 1);
    expect(await made.holders.groupOpen(1)).toEqual({ pid: 77 });
    expect((await made.bus.functionAt(GPU))?.runtimeStatus).toBe('active');
    await expect(made.bus.unbind(GPU)).rejects.toMatchObject({ name: 'StuckError' });
  });

  test('the group is closed once that process is gone', async () => {
    const made = laptop();
    made.vfioGroupOpened(77, 1);
    expect(made.isGroupOpen()).toBe(false);
    expect(made.gpuReadings().source).toBe('host');
  });

  test('bbswitch takes every write and refuses OFF while a driver has the GPU', async () => {
    const made = laptop();
    const { state, words } = await made.power.switchTo('off', GPU, BBSWITCH);
    expect(state).toBe('on');
    expect(words).toBe(`bbswitch: device ${GPU} is in use by driver 'nvidia', refusing OFF`);
  });

  test('OFF and ON cost the audio function its registers, and remove and rescan repair it', async () => {
    const made = await bare();
    await made.power.switchTo('off', GPU, BBSWITCH);
    await made.power.switchTo('on', GPU, BBSWITCH);
    await made.bus.probe(AUDIO);
    expect(made.state.kernelLog.at(-1)).toBe(`snd_hda_intel ${AUDIO}: no codecs found!`);
    await made.bus.remove(AUDIO);
    expect(await made.bus.functionAt(AUDIO)).toBeNull();
    await made.bus.rescan(PORT);
    expect(await driverOf(made, AUDIO)).toBe('snd_hda_intel');
    expect(made.state.functions.some((fn) => fn.registersLost)).toBe(false);
  });

  test('binding while OFF wakes the card with dead registers, and the host driver then fails', async () => {
    const made = await bare();
    await made.power.switchTo('off', GPU, BBSWITCH);
    await made.modules.load('nvidia');
    expect(await driverOf(made)).toBeNull();
    expect(made.state.kernelLog.at(-1)).toContain('ID mismatch');
  });

  test.each(['on', 'off'] as const)('removing function 0 while %s breaks bbswitch for ever', async (power) => {
    const made = await bare();
    await made.power.switchTo(power, GPU, BBSWITCH);
    await made.bus.remove(GPU);
    await made.bus.rescan(PORT);
    expect((await made.power.switchTo('on', GPU, BBSWITCH)).state).toBe('unknown');
  });

  test('its sensors follow the load smoothly, and see nothing in a guest or when it is off', async () => {
    const made = laptop();
    const idle = made.gpuReadings();
    made.openGpu(BLENDER);
    desk.clock.advance(1_000);
    const warming = made.gpuReadings();
    desk.clock.advance(120_000);
    const hot = made.gpuReadings();
    const temperatures = [idle, warming, hot].map((each) =>
      each.source === 'host' ? each.readings.temperatureC : null,
    );
    expect(temperatures).toEqual([...temperatures].sort((a, b) => (a ?? 0) - (b ?? 0)));
    expect(hot).toMatchObject({ readings: { memoryTotalMiB: 16_384 } });
    made.closeGpu(9);
    desk.alive.add(77);
    made.vfioGroupOpened(77, 1);
    expect(made.gpuReadings()).toEqual({ source: 'none', reason: 'in-guest' });
    expect(laptop('bbswitch-refuses').gpuReadings()).toEqual({ source: 'none', reason: 'off' });
  });

  test('taking a held GPU off the bus hangs as an unbind does', async () => {
    const made = laptop();
    made.openGpu(BLENDER);
    await expect(made.bus.remove(GPU)).rejects.toMatchObject({ name: 'StuckError' });
    expect(await made.bus.functions({ withoutLocks: true })).toContainEqual(expect.objectContaining({ address: GPU }));
  });

  test('fails on demand, and says how', async () => {
    const made = laptop();
    made.faults.failOn('unbind', 1);
    await expect(made.bus.unbind(AUDIO)).rejects.toMatchObject({ words: 'Input/output error' });
    await made.bus.unbind(AUDIO);
    await expect(made.bus.unbind(AUDIO)).rejects.toMatchObject({ words: 'No such device' });
  });
});

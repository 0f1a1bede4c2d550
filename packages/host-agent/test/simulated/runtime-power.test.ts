import { choosePower } from '@baton/model/power/choose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SimulatedLaptop } from '../../src/adapters/simulated/laptop/laptop';
import { AUDIO, BLENDER, Desk, GPU, PORT, SLOT, toVfio } from './kit';

const ALL = [PORT, ...SLOT];
const COLD = { powerState: 'D3cold', runtimeStatus: 'suspended' };
const AWAKE = { powerState: 'D0', runtimeStatus: 'active' };

describe('the laptop whose kernel takes the power away by itself', () => {
  let desk: Desk;
  let laptop: SimulatedLaptop;
  beforeEach(() => {
    desk = new Desk();
    laptop = desk.laptop('rtd3');
  });
  afterEach(() => desk.remove());

  async function expectAll(like: object): Promise<void> {
    for (const address of ALL) expect(await laptop.bus.functionAt(address)).toMatchObject(like);
  }

  async function unload(): Promise<void> {
    for (const name of ['nvidia_drm', 'nvidia_uvm', 'nvidia']) await laptop.modules.unload(name);
  }

  test('an idle card on its driver is cold, with its port and its companion', async () => {
    await expectAll(COLD);
    expect(laptop.gpuReadings()).toEqual({ source: 'none', reason: 'asleep' });
  });

  test('looking never wakes it', async () => {
    await laptop.bus.functions();
    await laptop.power.evidence(GPU);
    await laptop.displays.connectors(GPU);
    await laptop.displays.console(GPU);
    await laptop.holders.processes(SLOT);
    await laptop.modules.loaded();
    await laptop.services.states();
    await laptop.masters.find(GPU);
    laptop.gpuReadings();
    await expectAll(COLD);
  });

  test('its power is found to be the kernel’s', async () => {
    const evidence = await laptop.power.evidence(GPU);
    expect(evidence).toMatchObject({ bbswitch: false, portPowerResources: true, reachedD3cold: true });
    expect(choosePower(evidence, { backend: 'automatic' }).backend).toBe('runtime-pm');
    laptop.openGpu(BLENDER);
    expect(await laptop.power.evidence(GPU)).toMatchObject({ driverRuntimePm: true, reachedD3cold: false });
  });

  test('somebody who opens it wakes it, and it sleeps again after', async () => {
    laptop.openGpu(BLENDER);
    expect(await laptop.bus.functionAt(GPU)).toMatchObject(AWAKE);
    expect(await laptop.bus.functionAt(PORT)).toMatchObject(AWAKE);
    expect(laptop.gpuReadings().source).toBe('host');
    laptop.closeGpu(BLENDER.pid);
    await expectAll(COLD);
  });

  test('control on wakes it', async () => {
    await laptop.bus.setPowerControl(GPU, 'on');
    expect(await laptop.bus.functionAt(GPU)).toMatchObject(AWAKE);
    expect(await laptop.bus.functionAt(PORT)).toMatchObject(AWAKE);
    expect(await laptop.bus.functionAt(AUDIO)).toMatchObject({ powerState: 'D3hot', runtimeStatus: 'suspended' });
  });

  test('nothing goes cold where one of them may not', async () => {
    await laptop.bus.setD3coldAllowed(AUDIO, false);
    await expectAll({ powerState: 'D3hot', runtimeStatus: 'suspended' });
  });

  test('idle on vfio-pci it is cold, and awake while a machine has it', async () => {
    await unload();
    await toVfio(laptop);
    await expectAll(COLD);
    desk.alive.add(77);
    laptop.vfioGroupOpened(77, 1);
    await expectAll(AWAKE);
    desk.alive.clear();
    await expectAll(COLD);
  });

  test('without a driver it is cold when control says auto, and leaves vfio-pci with control on', async () => {
    await unload();
    await toVfio(laptop);
    for (const address of SLOT) {
      await laptop.bus.setDriverOverride(address, null);
      await laptop.bus.unbind(address);
      expect(await laptop.bus.functionAt(address)).toMatchObject({ driver: null, ...AWAKE });
      await laptop.bus.setPowerControl(address, 'auto');
    }
    await expectAll(COLD);
  });

  test('where no port has power resources a driverless card is suspended in D0', async () => {
    const other = await desk.bare();
    await other.bus.setPowerControl(GPU, 'auto');
    expect(await other.bus.functionAt(GPU)).toMatchObject({ powerState: 'D0', runtimeStatus: 'suspended' });
  });
});

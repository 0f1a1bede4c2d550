import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AUDIO, Desk, driverOf, GPU, PORT } from './kit';

describe('what is around the simulated GPU', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });
  afterEach(() => desk.remove());

  test('tells of every change, of nothing that changed nothing, and no more after it was told to stop', async () => {
    const made = desk.laptop();
    const changed = vi.fn();
    const stop = made.events.watch(changed);
    await made.bus.unbind(AUDIO);
    expect(changed).toHaveBeenCalledTimes(1);
    await made.bus.setDriverOverride(AUDIO, null);
    await made.bus.functions();
    expect(changed).toHaveBeenCalledTimes(1);
    made.setSupply({ percent: 80, onMains: false });
    expect(changed).toHaveBeenCalledTimes(2);
    stop();
    made.reboot();
    expect(changed).toHaveBeenCalledTimes(2);
  });

  test('has a battery, unless it is a desktop', async () => {
    expect(await desk.laptop().supply.battery()).toEqual({ percent: 87, onMains: true });
    expect(await desk.laptop('on-battery').supply.battery()).toEqual({ percent: 24, onMains: false });
    expect(await desk.laptop('desktop-two-gpus').supply.battery()).toBeNull();
  });

  test('goes to sleep once everybody let go, and gives up waiting', async () => {
    const made = desk.laptop();
    const moments: string[] = [];
    const stop = made.sleep.watch((moment) => moments.push(moment));
    const release = await made.sleep.delay();
    expect(made.sleep.delays).toBe(1);
    const before = desk.clock.now();
    expect(await made.sleepNow()).toBe(false);
    expect(desk.clock.now() - before).toBe(5_000);
    release();
    release();
    expect(made.sleep.delays).toBe(0);
    expect(await made.sleepNow()).toBe(true);
    made.wakeUp();
    expect(moments).toEqual(['going', 'going', 'woke']);
    stop();
    made.wakeUp();
    expect(moments).toHaveLength(3);
    expect(await made.bus.functionAt(GPU)).toMatchObject({ runtimeStatus: 'active' });
  });

  test('can lose its GPU in sleep: to an error of its power, or off the bus', async () => {
    const made = desk.laptop();
    made.wakeUp({ loseGpu: true });
    expect(await made.bus.functionAt(GPU)).toMatchObject({ runtimeStatus: 'error', powerState: 'D3cold' });
    expect(made.gpuReadings().source).toBe('none');
    made.reboot();
    made.wakeUp({ loseGpu: 'off-the-bus' });
    expect(await made.bus.functionAt(GPU)).toBeNull();
    expect(await made.bus.functionAt(AUDIO)).toBeNull();
    await made.bus.rescan(PORT);
    expect(await driverOf(made)).toBe('nvidia');
  });

  test('finds no other master, unless there are two', async () => {
    expect(await desk.laptop().masters.find(GPU)).toEqual([]);
    const found = await desk.laptop('two-masters').masters.find(GPU);
    expect(found.map(({ code, facts }) => ({ code, facts }))).toEqual([
      { code: 'gpu.other-master', facts: { program: 'supergfxd' } },
      { code: 'gpu.udev-removes', facts: { file: '/etc/udev/rules.d/50-remove-nvidia.rules' } },
      { code: 'gpu.static-vfio', facts: { where: '/etc/modprobe.d/vfio.conf', ids: '10de:1bb6,10de:10f0' } },
    ]);
  });

  test('two-masters: the udev rule takes the companion away again, and vfio-pci takes what it was promised', async () => {
    const made = desk.laptop('two-masters');
    expect(await made.bus.functionAt(AUDIO)).toBeNull();
    await made.bus.rescan(PORT);
    expect(await made.bus.functionAt(AUDIO)).toBeNull();
    for (const name of ['nvidia_drm', 'nvidia_uvm', 'nvidia']) await made.modules.unload(name);
    await made.modules.load('vfio-pci');
    expect(await driverOf(made)).toBe('vfio-pci');
    await made.bus.unbind(GPU);
    await made.modules.load('nvidia');
    expect(await driverOf(made)).toBe('nvidia');
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AUDIO, BLENDER, Desk, driverOf, GPU, SLOT, toVfio } from './kit';

const TRAINING = { pid: 4312, startTicks: 184_211 };

describe('who holds the simulated GPU', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });
  afterEach(() => desk.remove());

  test('busy-gpu: a process says since when it runs, and ends when it is asked', async () => {
    const made = desk.laptop('busy-gpu');
    expect(await made.holders.processes(SLOT)).toEqual([
      {
        ...TRAINING,
        user: 'anna',
        command: 'python3 train.py',
        opens: ['/dev/nvidia0', '/dev/nvidiactl', '/dev/nvidia-uvm'],
        since: desk.clock.now() - 47 * 60_000,
        service: null,
      },
    ]);
    await made.holders.ask(TRAINING);
    expect(await made.holders.processes(SLOT)).toEqual([]);
    await made.holders.ask(TRAINING);
  });

  test('another process with the same pid is not asked, and some stay', async () => {
    const made = desk.laptop('busy-gpu');
    await made.holders.ask({ ...TRAINING, startTicks: 1 });
    made.openGpu({ ...BLENDER, startTicks: 5, ignoresTerm: true });
    await made.holders.ask({ pid: BLENDER.pid, startTicks: 5 });
    expect((await made.holders.processes([GPU])).map(({ pid }) => pid)).toEqual([4312, 9]);
    made.faults.failOn('ask', 1);
    await expect(made.holders.ask(TRAINING)).rejects.toMatchObject({ words: 'Operation not permitted' });
  });

  test('the companion is held by nobody who has the GPU open', async () => {
    expect(await desk.laptop('busy-gpu').holders.processes([AUDIO])).toEqual([]);
  });

  test('persistenced: a service has the device open until it is stopped', async () => {
    const made = desk.laptop('persistenced');
    expect(await made.services.states()).toEqual([
      { name: 'nvidia-persistenced', active: true },
      { name: 'nvidia-powerd', active: true },
      { name: 'bumblebeed', active: false },
    ]);
    expect((await made.holders.processes([GPU])).map(({ service }) => service)).toEqual([
      'nvidia-persistenced',
      'nvidia-powerd',
    ]);
    for (const name of ['nvidia_drm', 'nvidia_uvm']) await made.modules.unload(name);
    await made.services.stop('nvidia-persistenced');
    await expect(made.modules.unload('nvidia')).rejects.toMatchObject({ name: 'ModuleInUseError' });
    await made.services.stop('nvidia-powerd');
    expect(await made.holders.processes([GPU])).toEqual([]);
    await made.modules.unload('nvidia');
    expect(await driverOf(made)).toBeNull();
  });

  test('persistenced: an unbind under it hangs for ever, and it loads the card with nothing', async () => {
    const made = desk.laptop('persistenced');
    const { readings } = made.gpuReadings() as { readings: { utilizationPercent: number } };
    expect(readings.utilizationPercent).toBeLessThan(20);
    await expect(made.bus.unbind(GPU)).rejects.toMatchObject({ name: 'StuckError' });
  });

  test('a service that is asked to end is stopped', async () => {
    const made = desk.laptop('persistenced');
    const [first] = await made.holders.processes([GPU]);
    if (first) await made.holders.ask(first);
    expect((await made.services.states())[0]).toEqual({ name: 'nvidia-persistenced', active: false });
  });

  test('NVIDIA’s services do not start without their driver on the card, and one that is not installed never does', async () => {
    const made = desk.laptop('persistenced');
    await made.services.stop('nvidia-persistenced');
    await made.services.stop('nvidia-powerd');
    for (const name of ['nvidia_drm', 'nvidia_uvm', 'nvidia']) await made.modules.unload(name);
    await expect(made.services.start('nvidia-persistenced')).rejects.toMatchObject({
      words: expect.stringContaining('control process exited with error code'),
    });
    await made.modules.load('nvidia');
    await made.services.start('nvidia-persistenced');
    await expect(made.services.start('bumblebeed')).rejects.toMatchObject({
      words: expect.stringContaining('Unit bumblebeed.service not found.'),
    });
    await made.services.stop('bumblebeed');
  });

  test('a service can fail, and hang without locking the bus', async () => {
    const made = desk.laptop('persistenced');
    made.faults.failOn('service', 1);
    await expect(made.services.stop('nvidia-powerd')).rejects.toMatchObject({ name: 'WriteError' });
    made.faults.hangOn('service');
    await expect(made.services.stop('nvidia-powerd')).rejects.toMatchObject({ name: 'StuckError' });
    expect(await driverOf(made)).toBe('nvidia');
  });

  test("the group's file is there while vfio-pci has the group, and comes back as root's", async () => {
    const made = await desk.bare();
    expect(await made.holders.nodeOwner(1)).toBeNull();
    await expect(made.holders.giveNode(1, 998)).rejects.toMatchObject({ words: 'No such file or directory' });
    await toVfio(made);
    expect(await made.holders.nodeOwner(1)).toBe(0);
    expect(await made.holders.nodeOwner(7)).toBeNull();
    made.faults.failOn('own-node', 1);
    await expect(made.holders.giveNode(1, 998)).rejects.toMatchObject({ words: 'Operation not permitted' });
    await made.holders.giveNode(1, 998);
    expect(await made.holders.nodeOwner(1)).toBe(998);
    for (const address of SLOT) await made.bus.unbind(address);
    expect(await made.holders.nodeOwner(1)).toBeNull();
    for (const address of SLOT) await made.bus.probe(address);
    expect(await made.holders.nodeOwner(1)).toBe(0);
  });
});

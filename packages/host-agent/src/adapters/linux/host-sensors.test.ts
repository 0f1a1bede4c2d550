import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pciAddress } from '@baton/model/pci/address';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readBattery } from './battery';
import { CpuThermometer } from './cpu-thermometer';
import { linuxGpuSensors } from './gpu-sensors';
import { linuxHostSensors, parseCpu, parseMemory, parseProcess } from './host-sensors';

async function tree(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'baton-sysfs-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

describe('the sensors of a Linux host', () => {
  it('count busy CPU time without idle and iowait', () => {
    expect(parseCpu('cpu  10 1 5 70 10 2 2 0 3 0\ncpu0 1 1 1 1\n')).toEqual({ totalTicks: 100, busyTicks: 20 });
    expect(parseCpu('intr 1')).toBeNull();
  });

  it('count memory that a new program could have as free', () => {
    const meminfo = 'MemTotal:       16384000 kB\nMemFree:  1 kB\nMemAvailable:    8192000 kB\n';
    expect(parseMemory(meminfo)).toEqual({ memoryTotalMiB: 16_000, memoryUsedMiB: 8000 });
  });

  it('read a process whose name has parentheses', () => {
    const stat = `7 (evil) R (2 name) S 1 7 7 0 -1 4194304 1 0 0 0 250 50 0 0 20 0 1 0 5000 1 1`;
    expect(parseProcess(stat, '5000 2560 300 1 0 900 0')).toEqual({ cpuMs: 3000, rssMiB: 10 });
  });

  it('measure this very host, and no process that is gone', async () => {
    const sensors = linuxHostSensors(tmpdir());
    const reading = await sensors.read();
    expect(reading.cpu?.totalTicks).toBeGreaterThan(0);
    expect(reading.memoryTotalMiB).toBeGreaterThan(reading.memoryUsedMiB);
    expect((await sensors.storage())?.totalBytes).toBeGreaterThan(0);
    expect((await sensors.process(process.pid))?.rssMiB).toBeGreaterThan(1);
    expect(await sensors.process(2 ** 22 + 1)).toBeNull();
    expect(await linuxHostSensors('/does/not/exist').storage()).toBeNull();
  });

  it("find the laptop's battery and not a mouse's", async () => {
    const mouse = { 'a/type': 'Battery\n', 'a/scope': 'Device\n', 'a/capacity': '5\n' };
    const own = { 'b/type': 'Battery\n', 'b/capacity': '83\n', 'b/status': 'Discharging\n' };
    expect(await readBattery(await tree({ ...mouse, ...own }))).toEqual({ percent: 83, charging: false });
    expect(await readBattery(await tree({ ...mouse, 'ac/type': 'Mains\n' }))).toBeNull();
  });

  it("find the CPU's thermometer among others", async () => {
    const hwmon = { 'hwmon0/name': 'nvme\n', 'hwmon1/name': 'coretemp\n', 'hwmon1/temp1_input': '61500\n' };
    expect(await new CpuThermometer(await tree(hwmon)).read()).toBe(62);
    expect(await new CpuThermometer('/does/not/exist').read()).toBeNull();
  });
});

describe('the sensors of the GPU', () => {
  const address = pciAddress('0000:01:00.0');

  async function card({ driver, status = 'active', control = 'on' }: Record<string, string | undefined>) {
    const devices = await tree({
      [`${address}/power/runtime_status`]: `${status}\n`,
      [`${address}/power/control`]: `${control}\n`,
    });
    if (driver) await symlink(`../../../bus/pci/drivers/${driver}`, join(devices, address, 'driver'));
    return devices;
  }

  const reasonOf = async (facts: Record<string, string | undefined>) => {
    const devices = await card(facts);
    const clock = { now: () => 5 };
    const reading = await linuxGpuSensors({ address, clock, devices, binary: '/bin/false' }).read();
    return reading.source === 'none' ? reading.reason : 'measured';
  };

  it('never ask a card that is asleep, in a guest, without driver or gone', async () => {
    expect(await reasonOf({ driver: 'nvidia', status: 'suspended' })).toBe('asleep');
    expect(await reasonOf({ driver: 'vfio-pci' })).toBe('in-guest');
    expect(await reasonOf({})).toBe('no-driver');
    expect(await reasonOf({ driver: 'nouveau' })).toBe('unsupported');
    const nowhere = linuxGpuSensors({ address, clock: { now: () => 5 }, devices: '/does/not/exist' });
    expect(await nowhere.read()).toEqual({ at: 5, source: 'none', reason: 'off' });
  });

  it('say that they cannot measure when nvidia-smi fails or is missing', async () => {
    expect(await reasonOf({ driver: 'nvidia' })).toBe('unsupported');
    const devices = await card({ driver: 'nvidia' });
    const missing = linuxGpuSensors({ address, clock: { now: () => 5 }, devices, binary: '/does/not/exist' });
    expect(await missing.read()).toMatchObject({ source: 'none', reason: 'unsupported' });
  });

  it('ask a card that may sleep only once a minute, so that our looking does not keep it awake', async () => {
    const time = { now: 0 };
    const devices = await card({ driver: 'nvidia', control: 'auto' });
    const binary = join(devices, 'smi');
    await writeFile(binary, '#!/bin/sh\necho "47, 12, 14.53, 310, 16384"\n', { mode: 0o755 });
    const sensors = linuxGpuSensors({ address, clock: { now: () => time.now }, devices, binary });
    const first = await sensors.read();
    expect(first).toMatchObject({ at: 0, source: 'host', readings: { temperatureC: 47 } });
    time.now = 59_000;
    expect(await sensors.read()).toBe(first);
    time.now = 60_000;
    expect(await sensors.read()).toMatchObject({ at: 60_000 });
    await writeFile(join(devices, address, 'power/control'), 'on\n');
    time.now = 61_000;
    expect(await sensors.read()).toMatchObject({ at: 61_000 });
  });

  it('let go of the card at once when it is about to change hands', async () => {
    const devices = await card({ driver: 'nvidia' });
    const binary = join(devices, 'smi');
    await writeFile(binary, '#!/bin/sh\nexec sleep 4\n', { mode: 0o755 });
    const sensors = linuxGpuSensors({ address, clock: { now: () => 5 }, devices, binary });
    const reading = sensors.read();
    const hushing = setInterval(() => sensors.hush(), 20);
    onTestFinished(() => clearInterval(hushing));
    expect(await reading).toMatchObject({ source: 'none', reason: 'moving' });
  });
});

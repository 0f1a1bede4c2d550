import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pciAddress } from '@baton/model/pci/address';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readBattery } from './battery';
import { CpuThermometer } from './cpu-thermometer';
import { linuxGpuSensors } from './gpu-sensors';
import { linuxHostSensors, parseCpus, parseHugepages, parseMemory } from './host-sensors';
import { linuxProcessSensors, parseProcess } from './process-sensors';

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
    const { cpu } = parseCpus('cpu  10 1 5 70 10 2 2 0 3 0\nintr 1 2 3\n');
    expect(cpu).toEqual({ totalTicks: 100, busyTicks: 20 });
    expect(parseCpus('intr 1').cpu).toBeNull();
  });

  it('count each CPU, and tell one that is offline from one that is idle', () => {
    const stat = 'cpu  2 0 0 8 0 0 0 0 0 0\ncpu0 1 0 0 9 0 0 0 0 0 0\ncpu2 0 0 0 10 0 0 0 0 0 0\nintr 1\n';
    expect(parseCpus(stat).cores).toEqual([{ totalTicks: 10, busyTicks: 1 }, null, { totalTicks: 10, busyTicks: 0 }]);
  });

  it('tell huge pages where some are reserved', () => {
    const meminfo = 'HugePages_Total:    4096\nHugePages_Free:     1024\nHugepagesize:       2048 kB\n';
    expect(parseHugepages(meminfo)).toEqual({ totalMiB: 8192, freeMiB: 2048 });
    expect(parseHugepages(meminfo.replace('4096', '0'))).toBeNull();
  });

  it('count memory that a new program could have as free', () => {
    const meminfo = 'MemTotal:       16384000 kB\nMemFree:  1 kB\nMemAvailable:    8192000 kB\n';
    expect(parseMemory(meminfo)).toEqual({ memoryTotalMiB: 16_000, memoryUsedMiB: 8000 });
  });

  it('read a process whose name has parentheses', () => {
    const stat = `7 (evil) R (2 name) S 1 7 7 0 -1 4194304 1 0 0 0 250 50 0 0 20 0 1 0 5000 1 2560 18446744073709551615 1`;
    expect(parseProcess(stat)).toEqual({ cpuMs: 3000, rssMiB: 10 });
  });

  it('measure this very host, and no process that is gone', async () => {
    const sensors = linuxHostSensors(tmpdir());
    const reading = await sensors.read();
    expect(reading.cpu?.totalTicks).toBeGreaterThan(0);
    expect(reading.memoryTotalMiB).toBeGreaterThan(reading.memoryUsedMiB);
    expect((await sensors.storage())?.totalBytes).toBeGreaterThan(0);
    expect(sensors.process(process.pid)?.rssMiB).toBeGreaterThan(1);
    expect(sensors.thread(process.pid, process.pid)).toBeGreaterThan(0);
    expect(await sensors.pss(process.pid)).toBeGreaterThan(1);
    const gone = 2 ** 22 + 1;
    expect([sensors.process(gone), sensors.thread(gone, gone), await sensors.pss(gone)]).toEqual([null, null, null]);
    expect(reading.cores.length).toBeGreaterThan(0);
    expect(await linuxHostSensors('/does/not/exist').storage()).toBeNull();
  });

  it('tell which CPUs a thread is kept to, and that a free one is kept to none', async () => {
    const status = (cpus: string) => `Name:\tCPU 0/KVM\nCpus_allowed_list:\t${cpus}\nMems_allowed_list:\t0\n`;
    const procRoot = await tree({
      stat: 'cpu  1 1\ncpu0 1\ncpu1 1\ncpu2 1\ncpu3 1\nintr 1\n',
      '7/task/8/status': status('2-3'),
      '7/task/9/status': status('0-3'),
    });
    const sensors = linuxProcessSensors({ procRoot });
    expect([8, 9, 10].map((thread) => sensors.placeOf(7, thread))).toEqual([[2, 3], null, null]);
  });

  it('count what a guest receives as what its tap devices sent', async () => {
    const netRoot = await tree({
      'tap0/statistics/tx_bytes': '100\n',
      'tap0/statistics/rx_bytes': '20\n',
      'tap1/statistics/tx_bytes': '1\n',
      'tap1/statistics/rx_bytes': '2\n',
    });
    const sensors = linuxProcessSensors({ netRoot });
    expect(sensors.network(['tap0', 'tap1', 'gone'])).toEqual({ receivedBytes: 101, sentBytes: 22 });
    expect([sensors.network([]), sensors.network(['gone'])]).toEqual([null, null]);
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

  async function card(
    { driver, status = 'active', control = 'on' }: Record<string, string | undefined>,
    files: Record<string, string> = {},
  ) {
    const devices = await tree({
      [`${address}/power/runtime_status`]: `${status}\n`,
      [`${address}/power/control`]: `${control}\n`,
      ...files,
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
    await writeFile(binary, '#!/bin/sh\necho "47, 12, 5, 310, 16384, 14.53, 80.00, 139, 405, [N/A], 1, 16"\n', {
      mode: 0o755,
    });
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

  const readingsOf = async (driver: string, files: Record<string, string>) => {
    const below = Object.fromEntries(Object.entries(files).map(([path, text]) => [`${address}/${path}`, `${text}\n`]));
    const devices = await card({ driver }, below);
    const reading = await linuxGpuSensors({ address, clock: { now: () => 5 }, devices }).read();
    return reading.source === 'host' ? reading.readings : reading;
  };

  it('read a card of AMD from its own files, in our units', async () => {
    const files = {
      gpu_busy_percent: '37',
      mem_info_vram_used: String(512 * 1024 * 1024),
      mem_info_vram_total: String(8192 * 1024 * 1024),
      'hwmon/hwmon5/temp1_input': '51000',
      'hwmon/hwmon5/power1_average': '35008000',
      'hwmon/hwmon5/freq1_input': '1340000000',
      'hwmon/hwmon5/pwm1': '64',
      'hwmon/hwmon5/pwm1_max': '255',
      current_link_speed: '16.0 GT/s PCIe',
      current_link_width: '8',
    };
    expect(await readingsOf('amdgpu', files)).toEqual({
      temperatureC: 51,
      utilizationPercent: 37,
      memoryBusyPercent: null,
      powerMilliwatts: 35_008,
      powerLimitMilliwatts: null,
      memoryUsedMiB: 512,
      memoryTotalMiB: 8192,
      clockMHz: 1340,
      memoryClockMHz: null,
      fanPercent: 25,
      pcieGeneration: 4,
      pcieWidth: 8,
    });
  });

  it('read the clock of a card of Intel, on either of its drivers', async () => {
    expect(await readingsOf('i915', { 'drm/card1/gt/gt0/rps_act_freq_mhz': '1450' })).toMatchObject({ clockMHz: 1450 });
    const xe = await readingsOf('xe', { 'tile0/gt0/freq0/act_freq': '900', 'hwmon/hwmon2/temp2_input': '44000' });
    expect(xe).toMatchObject({ clockMHz: 900, temperatureC: 44, utilizationPercent: null });
  });

  it('never open a file of a sleeping card of AMD', async () => {
    const devices = await card({ driver: 'amdgpu', status: 'suspended' }, { [`${address}/gpu_busy_percent`]: '1\n' });
    const reading = await linuxGpuSensors({ address, clock: { now: () => 5 }, devices }).read();
    expect(reading).toEqual({ at: 5, source: 'none', reason: 'asleep' });
  });

  it('tell who uses the card, asked rarely', async () => {
    const time = { now: 0 };
    const devices = await card({ driver: 'nvidia' });
    const binary = join(devices, 'smi');
    const asked = join(devices, 'asked');
    await writeFile(
      binary,
      `#!/bin/sh
if [ "$1" = pmon ]; then
  echo x >> ${asked}
  echo "# gpu pid type sm mem fb command"
  echo "0 477 C 95 97 774 python3"
else echo "44, 100, 100, 783, 16384, 55.05, [N/A], 1980, 3201, [N/A], 5, 16"; fi
`,
      { mode: 0o755 },
    );
    const sensors = linuxGpuSensors({ address, clock: { now: () => time.now }, devices, binary });
    const processes = [{ pid: 477, name: 'python3', memoryMiB: 774, utilizationPercent: 95 }];
    expect(await sensors.read()).toMatchObject({ source: 'host', processes });
    time.now = 5000;
    expect(await sensors.read()).toMatchObject({ at: 5000, processes });
    expect(await readFile(asked, 'utf8')).toBe('x\n');
    time.now = 10_000;
    await sensors.read();
    expect(await readFile(asked, 'utf8')).toBe('x\nx\n');
  });
});

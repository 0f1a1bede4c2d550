import { join } from 'node:path';
import { type GpuReadings, NO_READINGS } from '@baton/model/telemetry/sample';
import { sysfsEntries, sysfsText } from './sysfs-text';

const MIB = 1024 * 1024;

/** A number of sysfs, null when it is absent or refuses: a suspended amdgpu answers EPERM. */
async function numberAt(path: string): Promise<number | null> {
  const text = await sysfsText(path);
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : null;
}

const scaled = (value: number | null, by: number): number | null => (value === null ? null : Math.round(value * by));

/** The PCIe link as it is now, which every driver leaves to the kernel: "8.0 GT/s PCIe", "16". */
async function linkOf(device: string): Promise<Pick<GpuReadings, 'pcieGeneration' | 'pcieWidth'>> {
  const speeds = ['2.5', '5.0', '8.0', '16.0', '32.0', '64.0'];
  const [speed, width] = await Promise.all([
    sysfsText(join(device, 'current_link_speed')),
    numberAt(join(device, 'current_link_width')),
  ]);
  const generation = speeds.indexOf(speed?.split(' ')[0] ?? '') + 1;
  return { pcieGeneration: generation || null, pcieWidth: width || null };
}

/** amdgpu's own attributes and its hwmon (kernel gpu/amdgpu/thermal.rst). @param device its folder in sysfs */
export async function amdgpuReadings(device: string): Promise<GpuReadings> {
  const [hwmonName] = await sysfsEntries(join(device, 'hwmon'));
  const hwmon = join(device, 'hwmon', hwmonName ?? 'none');
  const of = (name: string) => numberAt(join(device, name));
  const mon = (name: string) => numberAt(join(hwmon, name));
  const [busy, memoryBusy, used, total, link] = await Promise.all([
    of('gpu_busy_percent'),
    of('mem_busy_percent'),
    of('mem_info_vram_used'),
    of('mem_info_vram_total'),
    linkOf(device),
  ]);
  // Newer kernels tell what it draws now instead of the average.
  const power = (await mon('power1_average')) ?? (await mon('power1_input'));
  const [temperature, limit, clock, memoryClock, fan, fanMax] = await Promise.all([
    mon('temp1_input'),
    mon('power1_cap'),
    mon('freq1_input'),
    mon('freq2_input'),
    mon('pwm1'),
    mon('pwm1_max'),
  ]);
  return {
    temperatureC: scaled(temperature, 1e-3),
    utilizationPercent: busy,
    memoryBusyPercent: memoryBusy,
    // hwmon counts in microwatts.
    powerMilliwatts: scaled(power, 1e-3),
    powerLimitMilliwatts: scaled(limit, 1e-3),
    memoryUsedMiB: scaled(used, 1 / MIB),
    memoryTotalMiB: scaled(total, 1 / MIB),
    clockMHz: scaled(clock, 1e-6),
    memoryClockMHz: scaled(memoryClock, 1e-6),
    fanPercent: fan === null || !fanMax ? null : Math.round((fan / fanMax) * 100),
    ...link,
  };
}

/** Where i915 and xe tell the frequency that the card really has. */
const INTEL_CLOCKS = ['gt/gt0/rps_act_freq_mhz', 'tile0/gt0/freq0/act_freq'];

/** Intel tells its clock, and power and temperature where hwmon has them; how busy it is needs perf, which we leave alone. */
export async function intelGpuReadings(device: string): Promise<GpuReadings> {
  const cards = (await sysfsEntries(join(device, 'drm'))).filter((name) => /^card\d+$/.test(name));
  // i915 keeps it below the card, xe below the device.
  const roots = [device, ...cards.map((name) => join(device, 'drm', name))];
  const files = roots.flatMap((root) => INTEL_CLOCKS.map((file) => join(root, file)));
  const clocks = await Promise.all(files.map(numberAt));
  const [hwmonName] = await sysfsEntries(join(device, 'hwmon'));
  const hwmon = join(device, 'hwmon', hwmonName ?? 'none');
  const [temperature, packageTemperature, limit, link] = await Promise.all([
    numberAt(join(hwmon, 'temp1_input')),
    numberAt(join(hwmon, 'temp2_input')),
    numberAt(join(hwmon, 'power1_max')),
    linkOf(device),
  ]);
  return {
    ...NO_READINGS,
    temperatureC: scaled(temperature ?? packageTemperature, 1e-3),
    powerLimitMilliwatts: scaled(limit, 1e-3),
    clockMHz: clocks.find((clock) => clock !== null) ?? null,
    ...link,
  };
}

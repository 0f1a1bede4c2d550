import { GPU_BLIND_REASONS, type GpuSample, type HostSample, type MachineSample } from './sample';

/** What is kept of each sample over time, in the order that history files have it. A new one goes to the end of its list. */
export const HOST_CHANNELS = [
  'cpuPercent',
  'cpuTemperatureC',
  'memoryUsedMiB',
  'hugepagesFreeMiB',
  'storageFreeMiB',
  'batteryPercent',
] as const;

export const GPU_CHANNELS = [
  /** Who measured, or why nobody did: see `gpuStateOf`. */
  'state',
  'utilizationPercent',
  'memoryUsedMiB',
  'temperatureC',
  'powerMilliwatts',
  'clockMHz',
  'fanPercent',
  'memoryBusyPercent',
] as const;

export const MACHINE_CHANNELS = [
  'cpuPercent',
  'emulatorPercent',
  'rssMiB',
  'diskReadBytes',
  'diskWriteBytes',
  'networkInBytes',
  'networkOutBytes',
  'guestMemoryUsedMiB',
] as const;

export type Values = readonly (number | null)[];

const MIB = 1024 * 1024;

export function hostValues(sample: HostSample): Values {
  const { storageFreeBytes: free, battery, hugepages } = sample;
  return [
    sample.cpuPercent,
    sample.cpuTemperatureC,
    sample.memoryUsedMiB,
    hugepages?.freeMiB ?? null,
    free === null ? null : Math.round(free / MIB),
    battery?.percent ?? null,
  ];
}

export function gpuValues(sample: GpuSample): Values {
  if (sample.source === 'none') return [gpuCode(sample), null, null, null, null, null, null, null];
  const { readings } = sample;
  return [
    gpuCode(sample),
    readings.utilizationPercent,
    readings.memoryUsedMiB,
    readings.temperatureC,
    readings.powerMilliwatts,
    readings.clockMHz,
    readings.fanPercent,
    readings.memoryBusyPercent,
  ];
}

export function machineValues(sample: MachineSample): Values {
  return [
    sample.cpuPercent,
    sample.emulatorPercent ?? null,
    sample.rssMiB,
    sample.disk?.inBytes ?? null,
    sample.disk?.outBytes ?? null,
    sample.network?.inBytes ?? null,
    sample.network?.outBytes ?? null,
    sample.guestMemory?.usedMiB ?? null,
  ];
}

const GPU_STATES = ['host', 'guest', ...GPU_BLIND_REASONS] as const;
export type GpuState = (typeof GPU_STATES)[number];

function gpuCode(sample: GpuSample): number {
  return GPU_STATES.indexOf(sample.source === 'none' ? sample.reason : sample.source);
}

/** The meaning of the channel `state`; null = of a later Baton. */
export function gpuStateOf(code: number | null): GpuState | null {
  return code === null ? null : (GPU_STATES[code] ?? null);
}

/** Whose history. */
export type SeriesSource =
  | { readonly kind: 'host' }
  | { readonly kind: 'gpu' }
  | { readonly kind: 'machine'; readonly machineId: string };

/** History by columns. A stretch without points is one in which nothing was measured. */
export interface TelemetrySeries {
  /** Each point stands for so long; what was measured in it is averaged. */
  readonly stepMs: number;
  /** Epoch milliseconds, oldest first. */
  readonly at: readonly number[];
  /** As long as `at`, by the names of the source's channels. */
  readonly channels: Readonly<Record<string, Values>>;
}

export function channelsOf(source: SeriesSource): readonly string[] {
  return { host: HOST_CHANNELS, gpu: GPU_CHANNELS, machine: MACHINE_CHANNELS }[source.kind];
}

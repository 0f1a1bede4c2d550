/** Times in milliseconds since the epoch; null = not measured (never 0). */
export interface HostSample {
  readonly at: number;
  readonly cpuPercent: number | null;
  readonly cpuTemperatureC: number | null;
  readonly memoryUsedMiB: number;
  readonly memoryTotalMiB: number;
  readonly storageFreeBytes: number | null;
  readonly storageTotalBytes: number | null;
  readonly battery: { readonly percent: number; readonly charging: boolean } | null;
}

/** Why the host cannot measure the GPU right now. */
export type GpuBlindReason = 'asleep' | 'off' | 'in-guest' | 'no-driver' | 'unsupported' | 'moving';

export interface GpuReadings {
  readonly temperatureC: number | null;
  readonly utilizationPercent: number | null;
  readonly powerMilliwatts: number | null;
  readonly memoryUsedMiB: number | null;
  readonly memoryTotalMiB: number | null;
}

export type GpuSample =
  | { readonly at: number; readonly source: 'host'; readonly readings: GpuReadings }
  | { readonly at: number; readonly source: 'none'; readonly reason: GpuBlindReason };

/** Of the QEMU process as a whole. 100 % = one host CPU. */
export interface MachineSample {
  readonly at: number;
  readonly machineId: string;
  readonly cpuPercent: number | null;
  readonly rssMiB: number | null;
}

/** One tick for everybody who watches. */
export interface TelemetryTick {
  readonly at: number;
  readonly host: HostSample;
  readonly gpu: GpuSample | null;
  readonly machines: readonly MachineSample[];
}

import type { GpuBlindReason, GpuReadings } from '@baton/model/telemetry/sample';

/** What the host tells about itself. Counters only grow; null = cannot be measured here (never 0). */
export interface HostReading {
  /** CPU time of all CPUs together since boot, in the kernel's ticks. */
  readonly cpu: { readonly busyTicks: number; readonly totalTicks: number } | null;
  readonly cpuTemperatureC: number | null;
  readonly memoryUsedMiB: number;
  readonly memoryTotalMiB: number;
  readonly battery: { readonly percent: number; readonly charging: boolean } | null;
}

export interface StorageReading {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

export interface ProcessReading {
  /** CPU time used since it began, milliseconds over all CPUs. */
  readonly cpuMs: number;
  readonly rssMiB: number;
}

/** `at` = when it was measured, milliseconds since the epoch: a card that may sleep is asked less often than we tick. */
export type GpuReading =
  | { readonly at: number; readonly source: 'host'; readonly readings: GpuReadings }
  | { readonly at: number; readonly source: 'none'; readonly reason: GpuBlindReason };

/** Measures the host. Nothing here keeps a timer, and nothing throws: what cannot be read is null. */
export interface HostSensors {
  read(): Promise<HostReading>;
  /** Of the file system that holds the first storage folder. */
  storage(): Promise<StorageReading | null>;
  /** null = no such process any more. */
  process(pid: number): Promise<ProcessReading | null>;
}

/** Measures the GPU without ever waking it. */
export interface GpuSensors {
  read(): Promise<GpuReading>;
  /** The card is about to change hands: ends a measurement under way, which would hold it. */
  hush(): void;
}

import type { GpuBlindReason, GpuProcess, GpuReadings, HugepageReading } from '@baton/model/telemetry/sample';

/** CPU time since boot, in the kernel's ticks. */
export interface CpuTicks {
  readonly busyTicks: number;
  readonly totalTicks: number;
}

/** What the host tells about itself. Counters only grow; null = cannot be measured here (never 0). */
export interface HostReading {
  /** All CPUs together. */
  readonly cpu: CpuTicks | null;
  /** Each CPU by its number; null = offline. */
  readonly cores: readonly (CpuTicks | null)[];
  readonly cpuTemperatureC: number | null;
  readonly memoryUsedMiB: number;
  readonly memoryTotalMiB: number;
  readonly hugepages: HugepageReading | null;
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

/** Counters since the adapter was made, as the guest sees them. */
export interface NetworkReading {
  readonly receivedBytes: number;
  readonly sentBytes: number;
}

/** `at` = when it was measured, milliseconds since the epoch: a card that may sleep is asked less often than we tick. */
export type GpuReading =
  | {
      readonly at: number;
      readonly source: 'host';
      readonly readings: GpuReadings;
      readonly processes?: readonly GpuProcess[];
    }
  | { readonly at: number; readonly source: 'none'; readonly reason: GpuBlindReason };

/** Measures the host. Nothing here keeps a timer, and nothing throws: what cannot be read is null. */
export interface HostSensors {
  read(): Promise<HostReading>;
  /** Of the file system that holds the first storage folder. */
  storage(): Promise<StorageReading | null>;
  /** null = no such process any more. */
  process(pid: number): ProcessReading | null;
  /** CPU time of one thread, milliseconds; null = it is gone. */
  thread(pid: number, thread: number): number | null;
  /** CPUs of the host that the thread may use; null = all of them, or it is gone. */
  placeOf(pid: number, thread: number): readonly number[] | null;
  /** Proportional set size, MiB. Walks the whole address space: milliseconds for each GiB. */
  pss(pid: number): Promise<number | null>;
  /** Of all those tap devices together; null = none of them is there. */
  network(taps: readonly string[]): NetworkReading | null;
}

/** Measures the GPU without ever waking it. */
export interface GpuSensors {
  read(): Promise<GpuReading>;
  /** The card is about to change hands: ends a measurement under way, which would hold it. */
  hush(): void;
}

/** Times in milliseconds since the epoch; null = not measured (never 0). */
export interface HostSample {
  readonly at: number;
  readonly cpuPercent: number | null;
  /** Of each CPU, in the kernel's order; null = offline now. */
  readonly coresPercent: readonly (number | null)[];
  readonly cpuTemperatureC: number | null;
  readonly memoryUsedMiB: number;
  readonly memoryTotalMiB: number;
  /** null = none are reserved. */
  readonly hugepages: HugepageReading | null;
  readonly storageFreeBytes: number | null;
  readonly storageTotalBytes: number | null;
  readonly battery: { readonly percent: number; readonly charging: boolean } | null;
}

/** Of the default size. They count as used memory of the host whether or not a machine has them. */
export interface HugepageReading {
  readonly totalMiB: number;
  readonly freeMiB: number;
}

/** Why the host cannot measure the GPU right now. */
export const GPU_BLIND_REASONS = ['asleep', 'off', 'in-guest', 'no-driver', 'unsupported', 'moving'] as const;
export type GpuBlindReason = (typeof GPU_BLIND_REASONS)[number];

export interface GpuReadings {
  readonly temperatureC: number | null;
  readonly utilizationPercent: number | null;
  /** How much of the time its memory was read or written. */
  readonly memoryBusyPercent: number | null;
  readonly powerMilliwatts: number | null;
  /** What the card allows itself. */
  readonly powerLimitMilliwatts: number | null;
  readonly memoryUsedMiB: number | null;
  readonly memoryTotalMiB: number | null;
  readonly clockMHz: number | null;
  readonly memoryClockMHz: number | null;
  /** Of its fastest. Laptops have no fan of the card's own. */
  readonly fanPercent: number | null;
  /** Of the link as it is now: an idle card lowers it. */
  readonly pcieGeneration: number | null;
  readonly pcieWidth: number | null;
}

/** What a card that tells nothing has; spread it below what is known. */
export const NO_READINGS: GpuReadings = {
  temperatureC: null,
  utilizationPercent: null,
  memoryBusyPercent: null,
  powerMilliwatts: null,
  powerLimitMilliwatts: null,
  memoryUsedMiB: null,
  memoryTotalMiB: null,
  clockMHz: null,
  memoryClockMHz: null,
  fanPercent: null,
  pcieGeneration: null,
  pcieWidth: null,
};

/** A process of the host that uses the GPU, as the driver tells it. */
export interface GpuProcess {
  readonly pid: number;
  readonly name: string;
  readonly memoryMiB: number | null;
  readonly utilizationPercent: number | null;
}

export type GpuSample =
  | {
      readonly at: number;
      readonly source: 'host';
      readonly readings: GpuReadings;
      /** Absent = the driver does not tell. */
      readonly processes?: readonly GpuProcess[];
    }
  /** Measured by the machine that has it. */
  | { readonly at: number; readonly source: 'guest'; readonly machine: string; readonly readings: GpuReadings }
  | { readonly at: number; readonly source: 'none'; readonly reason: GpuBlindReason };

/** A thread of QEMU that runs one processor of the guest. 100 % = one host CPU. */
export interface VcpuSample {
  readonly percent: number | null;
  /** CPUs of the host that it may use; null = all of them. */
  readonly cpus: readonly number[] | null;
}

/** Bytes per second, over all disks or all network adapters. null = not measured: a user-mode network has no counters. */
export interface Rates {
  readonly inBytes: number;
  readonly outBytes: number;
}

/** Of the QEMU process as a whole. 100 % = one host CPU. */
export interface MachineSample {
  readonly at: number;
  readonly machineId: string;
  readonly cpuPercent: number | null;
  readonly rssMiB: number | null;
  /** Only where somebody looks at this machine, as everything below. */
  readonly vcpus?: readonly VcpuSample[];
  /** Every thread that is neither a processor nor an iothread. */
  readonly emulatorPercent?: number | null;
  /** Its own part of memory that it shares with others. Asked rarely: it is costly. */
  readonly pssMiB?: number | null;
  /** in = read by the guest. */
  readonly disk?: Rates | null;
  /** in = received by the guest. */
  readonly network?: Rates | null;
  /** What the guest says that it uses; null = it has no balloon that tells. */
  readonly guestMemory?: { readonly usedMiB: number; readonly totalMiB: number } | null;
}

/** One tick for everybody who watches. */
export interface TelemetryTick {
  readonly at: number;
  readonly host: HostSample;
  readonly gpu: GpuSample | null;
  readonly machines: readonly MachineSample[];
}

export interface HostCapacity {
  readonly cpus: number;
  readonly cpuVendor: 'intel' | 'amd' | 'other';
  /** `availableMiB` = what can be had without swapping (MemAvailable of proc_meminfo(5)). */
  memory(): Promise<{ readonly totalMiB: number; readonly availableMiB: number }>;
}

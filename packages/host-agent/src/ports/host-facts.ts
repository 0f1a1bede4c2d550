/** What the host says about itself; none of it changes while it runs, but for what is installed. */
export interface HostFacts {
  readonly hostname: string;
  /** Name and version for people: `Debian GNU/Linux 12 (bookworm)`. */
  os(): Promise<string>;
  readonly kernel: string;
  /** Milliseconds since the epoch. */
  bootedAt(): Promise<number>;
  readonly cpuModel: string;
  readonly cpuCount: number;
  readonly memoryTotalMiB: number;
  /** True when a program of that name is in one of the usual folders. */
  hasProgram(name: string): Promise<boolean>;
}

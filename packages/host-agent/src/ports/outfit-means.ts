import type { ProcessIdentity } from './qemu-launcher';

export type HugepageSize = '2M' | '1G';

/** The kernel's pools of huge pages. Rejects with WriteError when the kernel refuses. */
export interface HugepagePools {
  /** null = this kernel has no pages of that size. */
  read(size: HugepageSize): Promise<{ readonly total: number; readonly free: number } | null>;
  /** Asks for a pool of `total` pages. The kernel may make fewer: read back. */
  resize(size: HugepageSize, total: number): Promise<void>;
  /** Asks the kernel to move memory together; what it cannot do is no failure. */
  compact(): Promise<void>;
  /** A hugetlbfs of that size by the table of mounts, never by a folder's name; null = none. */
  mountPoint(size: HugepageSize): Promise<string | null>;
  mount(size: HugepageSize, folder: string): Promise<void>;
  /** Nothing happens when nothing is mounted there. */
  unmount(folder: string): Promise<void>;
}

export interface NetworkLink {
  readonly name: string;
  readonly isBridge: boolean;
  /** The bridge that it is in. */
  readonly master: string | null;
}

/** Network devices for machines. Rejects with WriteError when the kernel refuses. Verbs accept repeats. */
export interface MachineNetwork {
  links(): Promise<readonly NetworkLink[]>;
  /** IPv4 routes of the main table, such as `192.168.99.0/24` on `baton0`; `default` is left out. */
  routes(): Promise<readonly { readonly subnet: string; readonly device: string }[]>;
  /** A tap device in `bridge`, up, for that user. */
  makeTap(tap: { readonly name: string; readonly bridge: string; readonly uid: number | null }): Promise<void>;
  makeBridge(bridge: { readonly name: string; readonly address: string }): Promise<void>;
  removeLink(name: string): Promise<void>;
  /** Our own table, made anew as a whole: what comes from `subnet` leaves as this host. */
  setNat(nat: { readonly table: string; readonly subnet: string; readonly bridge: string }): Promise<void>;
  removeNat(table: string): Promise<void>;
  isForwarding(): Promise<boolean>;
  setForwarding(on: boolean): Promise<void>;
  /** Who else drops what is forwarded, such as Docker's or firewalld's rules; null = nobody is seen. */
  forwardingBlockedBy(): Promise<string | null>;
  /** Whether /dev/vhost-net opens. */
  hasVhost(): Promise<boolean>;
}

/** Programs that run beside a machine and outlive the agent: swtpm, passt, dnsmasq. */
export interface Companions {
  /** The program's whole path; null = not installed. */
  find(program: string): Promise<string | null>;
  /**
   * Starts it in a session of its own and waits until `ready` is there.
   * @throws WriteError with its last words when it ends before that
   */
  start(order: CompanionOrder): Promise<ProcessIdentity>;
  /** Processes of that program that carry `mark` (a path of ours) in their command line. */
  running(program: string, mark: string): Promise<readonly ProcessIdentity[]>;
  /** SIGTERM, then SIGKILL; resolves when it is gone. */
  end(process: ProcessIdentity): Promise<void>;
}

export interface CompanionOrder {
  readonly argv: readonly [string, ...string[]];
  readonly workingDir: string;
  readonly logFile: string;
  /** Appears when it is ready: a socket or a pid file. */
  readonly ready: string;
  /** For systemd's scope; letters, digits and dashes. */
  readonly unit: string;
}

/** Which CPUs threads run on. */
export interface ThreadPlacement {
  /** Threads of the process. */
  threads(pid: number): Promise<readonly number[]>;
  /** CPUs that the thread may use, read back from the kernel; null = it is gone. */
  allowed(pid: number, thread: number): Promise<readonly number[] | null>;
  /** @throws WriteError */
  place(thread: number, cpus: readonly number[]): Promise<void>;
  /** Online CPUs of the host. */
  online(): Promise<readonly number[]>;
}

/** The host's own services and sessions, as systemd groups them. */
export interface HostSlices {
  /** Whether systemd runs this host. */
  available(): Promise<boolean>;
  /** Keeps them on these CPUs until the host restarts; null = on all. @throws WriteError */
  keepOn(cpus: readonly number[] | null): Promise<void>;
}

/** How much memory a child of ours may lock. */
export interface MemoryLock {
  /** `hardBytes` Infinity = no limit; `mayRaise`: over the hard limit; `exempt`: the limit does not count for us. */
  read(): Promise<{ readonly hardBytes: number; readonly mayRaise: boolean; readonly exempt: boolean }>;
}

/** Commands of the administrator's, as argv. */
export interface HookRunner {
  /** @returns the last words when it failed or took too long; null = it went well. What it says goes to the log. */
  run(
    argv: readonly [string, ...string[]],
    options: { readonly logFile: string; readonly deadlineMs: number },
  ): Promise<string | null>;
}

/** What the outfitter works with. All of it is the host on which QEMU really runs, on the simulated laptop too. */
export interface OutfitMeans {
  readonly root: boolean;
  readonly hugepages: HugepagePools;
  readonly network: MachineNetwork;
  readonly companions: Companions;
  readonly threads: ThreadPlacement;
  readonly slices: HostSlices;
  readonly memoryLock: MemoryLock;
  readonly hooks: HookRunner;
  /** Folder of shared memory, /dev/shm. */
  readonly sharedMemory: string;
  /** null = this host has no such group. */
  groupId(name: string): Promise<number | null>;
  /** Size of kvmfr's memory in MiB; null = the module is not loaded. */
  kvmfrMiB(): Promise<number | null>;
}

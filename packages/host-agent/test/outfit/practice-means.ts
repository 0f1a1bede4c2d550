import { WriteError } from '../../src/ports/kernel-errors';
import type { HugepageSize, OutfitMeans } from '../../src/ports/outfit-means';

interface Process {
  readonly pid: number;
  readonly program: string;
  readonly argv: readonly string[];
}

/** A host in memory that behaves: what was taken from it shows, and each verb fails when it is asked to. */
export class PracticeHost {
  pools: Record<HugepageSize, { total: number; used: number }> = {
    '2M': { total: 0, used: 0 },
    '1G': { total: 0, used: 0 },
  };
  /** Most pages that the kernel finds room for. */
  room = 1_000_000;
  mounts = new Map<string, HugepageSize>();
  links = new Map<string, { isBridge: boolean; master: string | null }>();
  routes: { subnet: string; device: string }[] = [];
  tables = new Set<string>();
  forwarding = false;
  processes: Process[] = [];
  programs = new Set(['swtpm', 'passt', 'dnsmasq', 'ip', 'nft']);
  threads = new Map<number, readonly number[]>();
  hostCpus: readonly number[] | null = null;
  systemd = true;
  hooksRun: string[] = [];
  blockedBy: string | null = null;
  memlock = { hardBytes: Number.POSITIVE_INFINITY, mayRaise: false, exempt: false };
  kvmfr: number | null = null;
  /** Verbs that fail, such as `makeTap`. */
  readonly failing = new Set<string>();
  #pid = 1000;

  constructor(readonly sharedMemory: string) {}

  /** Everything that an outfit may change. */
  picture(): unknown {
    const { pools, mounts, links, tables, forwarding, processes, hostCpus } = this;
    return structuredClone({ pools, mounts, links, tables, forwarding, processes, hostCpus });
  }

  means(): OutfitMeans {
    const verb = <Args extends unknown[], T>(name: string, work: (...args: Args) => T) => {
      return async (...args: Args): Promise<T> => {
        if (this.failing.has(name)) throw new WriteError(name, 'Operation not permitted');
        return work(...args);
      };
    };
    return {
      root: true,
      hugepages: {
        read: async (size) => {
          const { total, used } = this.pools[size];
          return { total, free: total - used };
        },
        resize: verb('resize', (size, total) => {
          this.pools[size].total = Math.min(total, this.room);
        }),
        compact: async () => undefined,
        mountPoint: async (size) => [...this.mounts].find(([, mounted]) => mounted === size)?.[0] ?? null,
        mount: verb('mount', (size, folder) => void this.mounts.set(folder, size)),
        unmount: verb('unmount', (folder) => void this.mounts.delete(folder)),
      },
      network: {
        links: async () => [...this.links].map(([name, link]) => ({ name, ...link })),
        routes: async () => this.routes,
        makeTap: verb('makeTap', ({ name, bridge }) => void this.links.set(name, { isBridge: false, master: bridge })),
        makeBridge: verb('makeBridge', ({ name }) => void this.links.set(name, { isBridge: true, master: null })),
        removeLink: verb('removeLink', (name) => void this.links.delete(name)),
        setNat: verb('setNat', ({ table }) => void this.tables.add(table)),
        removeNat: verb('removeNat', (table) => void this.tables.delete(table)),
        isForwarding: async () => this.forwarding,
        setForwarding: verb('setForwarding', (on) => {
          this.forwarding = on;
        }),
        forwardingBlockedBy: async () => this.blockedBy,
        hasVhost: async () => true,
      },
      companions: {
        find: async (program) => (this.programs.has(program) ? `/usr/bin/${program}` : null),
        start: verb('start', ({ argv }) => {
          this.#pid += 1;
          this.processes.push({ pid: this.#pid, program: argv[0].split('/').at(-1) ?? '', argv });
          return { pid: this.#pid, startTicks: 1 };
        }),
        running: async (program, mark) =>
          this.processes
            .filter((each) => each.program === program && each.argv.some((word) => word.includes(mark)))
            .map(({ pid }) => ({ pid, startTicks: 1 })),
        end: verb('end', ({ pid }) => {
          this.processes = this.processes.filter((each) => each.pid !== pid);
        }),
      },
      threads: {
        threads: async () => [...this.threads.keys()],
        allowed: async (_, thread) => this.threads.get(thread) ?? null,
        place: verb('place', (thread, cpus) => void (this.threads.has(thread) && this.threads.set(thread, cpus))),
        online: async () => [0, 1, 2, 3, 4, 5, 6, 7],
      },
      slices: {
        available: async () => this.systemd,
        keepOn: verb('keepOn', (cpus) => {
          this.hostCpus = cpus;
        }),
      },
      memoryLock: { read: async () => this.memlock },
      hooks: {
        run: async (argv) => {
          this.hooksRun.push(argv.join(' '));
          return this.failing.has(argv[0]) ? 'it said no' : null;
        },
      },
      sharedMemory: this.sharedMemory,
      groupId: async () => null,
      kvmfrMiB: async () => this.kvmfr,
    };
  }
}

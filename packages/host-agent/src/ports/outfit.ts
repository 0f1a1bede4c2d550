import type { ProfileDefinition } from '@baton/model/profile/definition';
import type { NicFacts } from '@baton/model/qemu/facts';

/** What the host sets up for one start and takes down after its end: huge pages, tap devices, swtpm, tables, pinned threads. */
export interface Outfit {
  readonly hugepagePath: string | null;
  readonly nics: Readonly<Record<number, NicFacts>>;
  readonly tpmSocket: string | null;
  readonly lookingGlassPath: string | null;
  readonly acpiTables: readonly string[];
  /** On the simulated laptop plain devices take the places of its PCI functions. */
  readonly pciStandIns?: boolean;
  /** RLIMIT_MEMLOCK for QEMU in bytes; null = as it is. */
  readonly memlockBytes: number | null;
  /** Sentences for the start's timeline: what was done otherwise than the profile says, and why. */
  readonly notes: readonly string[];
}

export interface OutfitOrder {
  readonly machineId: string;
  readonly definition: ProfileDefinition;
  /** A folder of this machine's own, kept over starts (TPM state, the outfit's journal). Exists. */
  readonly folder: string;
  /** Emptied before each start by whoever makes it; exists. */
  readonly runDir: string;
  /** Gets what hooks and companions say, appended. */
  readonly logFile: string;
  readonly withGpu: boolean;
  /** Runs work as a step of the start's timeline. Called only where something is to be done; absent = just run it. */
  readonly step?: OutfitStep;
}

export type OutfitStep = <T>(kind: 'memory' | 'network' | 'tpm' | 'hook', work: () => Promise<T>) => Promise<T>;

/** Of a QMP session: how QEMU is asked for its threads. */
export interface ThreadQuestions {
  execute(
    command: 'query-cpus-fast',
  ): Promise<readonly { readonly 'cpu-index': number; readonly 'thread-id': number }[]>;
  execute(command: 'query-iothreads'): Promise<readonly { readonly 'thread-id': number }[]>;
}

/**
 * Sets a host up for a machine. What it did is written to the machine's folder before it is done, so that an agent that was killed
 * takes it down after the machine's end all the same.
 */
export interface Outfitter {
  /**
   * Call it when the run directory is ready. Takes down what an earlier run left, and its own beginnings when it fails.
   * @throws ProblemError of `hugepages.*`, `net.*`, `tpm.*`, `memlock.*`, `usb.*`, `pci.*`, `hook.*`, `device.*`, `looking-glass.*`
   */
  prepare(order: OutfitOrder): Promise<Outfit>;
  /**
   * After QEMU is ready: pins threads by QMP's thread ids, reads back, keeps the host off them.
   * @returns sentences for the timeline. @throws ProblemError `cpu.*`
   */
  settle(
    order: Pick<OutfitOrder, 'machineId' | 'definition' | 'folder'>,
    qemu: { readonly pid: number; readonly session: ThreadQuestions },
  ): Promise<readonly string[]>;
  /**
   * When QEMU is gone: gives everything back, and only what was taken. Safe to repeat.
   * Never throws; what could not be undone is told, kept in the journal and tried again at the next call.
   */
  dismiss(order: Pick<OutfitOrder, 'machineId' | 'folder' | 'logFile'>): Promise<readonly string[]>;
}

import type { ProfileDefinition } from '@baton/model/profile/definition';
import type { NicFacts } from '@baton/model/qemu/facts';
import type { QmpSession } from '@baton/qmp';

/** What the host sets up for one start and takes down after its end: huge pages, tap devices, swtpm, tables, pinned threads. */
export interface Outfit {
  readonly hugepagePath: string | null;
  readonly nics: Readonly<Record<number, NicFacts>>;
  readonly tpmSocket: string | null;
  readonly lookingGlassPath: string | null;
  readonly acpiTables: readonly string[];
  /** RLIMIT_MEMLOCK for QEMU in bytes; null = as it is. */
  readonly memlockBytes: number | null;
}

export interface OutfitOrder {
  readonly machineId: string;
  readonly definition: ProfileDefinition;
  /** A folder of this machine's own, kept over starts (TPM state). */
  readonly folder: string;
  readonly runDir: string;
  readonly withGpu: boolean;
}

/**
 * Sets a host up for a machine. What it did is written to `runDir` before it is done, so that an agent that was killed takes it
 * down after the machine's end all the same.
 */
export interface Outfitter {
  /** Undoes its own beginnings when it fails. @throws ProblemError of `hugepages.*`, `net.*`, `tpm.*`, `memlock.*`, `device.*` */
  prepare(order: OutfitOrder): Promise<Outfit>;
  /** After QEMU is ready: pins threads by QMP's thread ids, reads back, keeps the host off them. @throws ProblemError `cpu.*` */
  settle(
    order: Pick<OutfitOrder, 'machineId' | 'definition' | 'runDir'>,
    qemu: { pid: number; session: QmpSession },
  ): Promise<void>;
  /** Gives everything back, and only what was taken. Never throws; what could not be undone is told. */
  dismiss(order: Pick<OutfitOrder, 'machineId' | 'runDir'>): Promise<readonly string[]>;
}

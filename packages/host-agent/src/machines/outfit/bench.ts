import { type OutfitNote, outfitWords } from '@baton/model/words/outfit';
import type { Clock } from '../../ports/clock';
import type { HostHardware } from '../../ports/host-hardware';
import type { HostInventory } from '../../ports/host-inventory';
import { WriteError } from '../../ports/kernel-errors';
import type { OutfitOrder } from '../../ports/outfit';
import type { OutfitMeans } from '../../ports/outfit-means';
import type { DeedKind, DeedOf, Entry, OutfitJournal } from './journal';
import type { SharedLedger } from './shared-ledger';

export interface OutfitterDeps {
  readonly means: OutfitMeans;
  readonly inventory: HostInventory;
  readonly hardware: Pick<HostHardware, 'bus' | 'modules' | 'holders' | 'bootId'>;
  readonly clock: Clock;
  /** Whether lent functions go into QEMU by vfio, which pins the guest's memory; false for the simulated laptop's stand-ins. */
  readonly vfio: boolean;
  /** A folder of the agent's own, for what machines share. Made when it is needed. */
  readonly sharedFolder: string;
  /** The user that runs QEMU; null = the agent's own. */
  readonly vmUid: number | null;
}

/** What the parts of an outfit work on. */
export interface Bench extends OutfitterDeps {
  readonly order: OutfitOrder;
  readonly journal: OutfitJournal;
  readonly ledger: SharedLedger;
  note(note: OutfitNote): void;
}

/** How a deed is taken back. Each looks first: a deed may have been written down and never done, or be undone already. */
export type Undo<Kind extends DeedKind> = (
  entry: Omit<Entry, 'deed'> & { readonly deed: DeedOf<Kind> },
  bench: UndoBench,
) => Promise<void>;

export interface UndoBench extends Omit<Bench, 'order' | 'journal'> {
  readonly order: Pick<OutfitOrder, 'machineId' | 'folder' | 'logFile'>;
  /** Writes down, before a deed is taken back, what is left of it: for what must not be taken back twice. null = nothing. */
  rewrite(left: Entry | null): Promise<void>;
}

export { type OutfitNote, outfitWords };

/** Why something failed, in the words of the kernel or of the program. */
export function wordsOf(error: unknown): string {
  if (error instanceof WriteError) return error.words;
  return error instanceof Error ? error.message : String(error);
}

import type { NotUndone } from '@baton/model/words/outfit';
import { type Bench, type Undo, type UndoBench, wordsOf } from './bench';
import { runAfterStop } from './hooks';
import { shrinkPool, unmount } from './hugepages';
import type { Deed, DeedKind, DeedOf, Entry } from './journal';
import { removeFile } from './looking-glass';
import { leaveNat } from './nat-network';
import { removeTap } from './nics';
import { letSleep, returnPciDevice } from './pci-devices';
import { endIsolation } from './placement';
import { endCompanions } from './tpm';

type Table = { readonly [Kind in DeedKind]: { readonly undo: Undo<Kind>; readonly is: (deed: DeedOf<Kind>) => Name } };
interface Name {
  readonly what: NotUndone;
  readonly name: string;
}

const TABLE: Table = {
  'after-stop': { undo: runAfterStop, is: ({ argv }) => ({ what: 'process', name: argv[0] }) },
  'grow-pool': { undo: shrinkPool, is: ({ by, size }) => ({ what: 'pool', name: `${by} of ${size}` }) },
  mount: { undo: unmount, is: ({ folder }) => ({ what: 'mount', name: folder }) },
  'make-file': { undo: removeFile, is: ({ path }) => ({ what: 'file', name: path }) },
  start: { undo: endCompanions, is: ({ program }) => ({ what: 'process', name: program }) },
  'join-nat': { undo: leaveNat, is: () => ({ what: 'network', name: 'baton0' }) },
  'make-tap': { undo: removeTap, is: ({ name }) => ({ what: 'network', name }) },
  'take-pci': { undo: returnPciDevice, is: ({ address }) => ({ what: 'device', name: address }) },
  'keep-awake': { undo: letSleep, is: ({ address }) => ({ what: 'device', name: address }) },
  isolate: { undo: endIsolation, is: () => ({ what: 'isolation', name: '' }) },
};

/**
 * Takes back what the journal holds, last first. One that fails does not keep the others from it, and stays in the journal.
 * Nothing of it outlives a restart of the host, so a journal of another boot is only forgotten. Never throws.
 */
export async function undoAll(bench: Omit<UndoBench, 'rewrite'> & Pick<Bench, 'journal'>): Promise<void> {
  try {
    const { journal, hardware } = bench;
    const found = await journal.read();
    if (!found) return;
    const entries = found.bootId === (await hardware.bootId()) ? found.entries : outlivesBoot(found.entries);
    const left: Entry[] = [];
    for (const [index, entry] of [...entries.entries()].reverse()) {
      const rewrite = (rest: Entry | null): Promise<void> =>
        journal.keep(found.bootId, [...entries.slice(0, index), ...(rest ? [rest] : []), ...left]);
      if (!(await undo(entry, { ...bench, rewrite }))) left.unshift(entry);
    }
    await journal.keep(found.bootId, left);
  } catch (error) {
    bench.note({ kind: 'not-undone', what: 'journal', name: '', words: wordsOf(error) });
  }
}

/** The administrator's commands may have changed what stays. */
function outlivesBoot(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(({ deed }) => deed.do === 'after-stop');
}

async function undo({ deed, done }: Entry, bench: UndoBench): Promise<boolean> {
  const { undo: takeBack, is } = TABLE[deed.do] as { undo: Undo<DeedKind>; is: (deed: Deed) => Name };
  try {
    await takeBack({ deed, done }, bench);
    return true;
  } catch (error) {
    bench.note({ kind: 'not-undone', ...is(deed), words: wordsOf(error) });
    return false;
  }
}

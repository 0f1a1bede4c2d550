import { join } from 'node:path';
import { missingPages } from '@baton/model/host/hugepages';
import { fail } from '@baton/model/problem';
import { hugepageCount } from '@baton/model/profile/memory';
import type { HugepageSize } from '../../ports/outfit-means';
import type { Bench, Undo } from './bench';

/**
 * Makes sure that the pool has as many free pages as the machine needs, and that they can be reached.
 * @returns where they are mounted; null = ordinary memory. @throws ProblemError `hugepages.short` | `hugepages.not-mounted`
 */
export async function setHugepagesAside(bench: Bench): Promise<string | null> {
  const { memory } = bench.order.definition;
  if (!memory.hugepages) return null;
  await growPool(bench, memory.hugepages, hugepageCount(memory));
  return reach(bench, memory.hugepages);
}

/** One at a time: two machines would count the same free pages. */
function growPool({ means: { hugepages: pools }, journal, ledger }: Bench, size: HugepageSize, wanted: number) {
  return ledger.change(async () => {
    const before = (await pools.read(size)) ?? fail('hugepages.short', { size, wanted, got: 0 }, 'memory.hugepages');
    const by = missingPages(wanted, before);
    if (by === 0) return;
    await journal.around({ do: 'grow-pool', size, from: before.total, by }, async () => {
      await pools.compact();
      await pools.resize(size, before.total + by).catch(() => undefined);
      const after = (await pools.read(size)) ?? before;
      const short = missingPages(wanted, after);
      if (short === 0) return;
      await pools.resize(size, before.total);
      fail('hugepages.short', { size, wanted, got: wanted - short }, 'memory.hugepages');
    });
  });
}

async function reach(
  { means: { hugepages: pools, root }, journal, order }: Bench,
  size: HugepageSize,
): Promise<string> {
  const mounted = await pools.mountPoint(size);
  if (mounted) return mounted;
  if (!root) fail('hugepages.not-mounted', { size }, 'memory.hugepages');
  const folder = join(order.folder, 'hugepages');
  try {
    await journal.around({ do: 'mount', folder }, () => pools.mount(size, folder));
  } catch {
    fail('hugepages.not-mounted', { size }, 'memory.hugepages');
  }
  return folder;
}

/**
 * Gives back only what was added; a pool that somebody made smaller meanwhile is left alone. What it will be afterwards is written
 * down first: taken back twice, it would take other people's pages.
 */
export const shrinkPool: Undo<'grow-pool'> = ({ deed, done }, { means, ledger, rewrite }) =>
  ledger.change(async () => {
    const { size, from, by } = deed;
    const now = await means.hugepages.read(size);
    if (!now || now.total < (done ? by : from + by)) return;
    await rewrite({ deed: { ...deed, from: now.total - by }, done: false });
    await means.hugepages.resize(size, now.total - by);
  });

export const unmount: Undo<'mount'> = ({ deed: { folder } }, { means }) => means.hugepages.unmount(folder);

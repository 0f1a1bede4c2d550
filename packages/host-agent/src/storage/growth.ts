import type { Clock } from '../ports/clock';
import type { StorageFiles } from '../ports/storage-files';

const EVERY_MS = 500;

/** Tells how much of a file stands on the disk, twice a second while it grows. @returns how to stop */
export function watchGrowth(
  { files, clock }: { readonly files: StorageFiles; readonly clock: Clock },
  path: string,
  tell: (writtenBytes: number) => void,
): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  void (async () => {
    for (let before = 0; !signal.aborted; ) {
      await clock.sleep(EVERY_MS, signal);
      const found = await files.look(path);
      const now = found.kind === 'file' ? found.allocatedBytes : before;
      if (now !== before && !signal.aborted) tell(now);
      before = now;
    }
  })().catch(() => undefined);
  return () => stopping.abort();
}

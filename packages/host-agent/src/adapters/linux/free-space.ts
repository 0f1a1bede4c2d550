import { stat, statfs } from 'node:fs/promises';
import type { FreeSpace } from '../../ports/free-space';

/** What is free for others than root: QEMU is not root. */
export const linuxFreeSpace: FreeSpace = {
  async read(folders) {
    const seen = new Set<number>();
    const spaces: { folder: string; freeBytes: number }[] = [];
    for (const folder of folders) {
      try {
        const { dev } = await stat(folder);
        if (seen.has(dev)) continue;
        seen.add(dev);
        const { bavail, bsize } = await statfs(folder);
        spaces.push({ folder, freeBytes: bavail * bsize });
      } catch {
        // It is not there yet, or not ours to look at.
      }
    }
    return spaces;
  },
};

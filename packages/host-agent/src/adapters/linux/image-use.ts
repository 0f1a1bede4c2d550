import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostUse } from '../../ports/storage-files';
import { sysfsEntries, sysfsText } from './sysfs-text';

export interface Roots {
  /** `/sys` and `/proc`, or a fixture's. */
  readonly sysfsRoot: string;
  readonly procRoot: string;
}

/**
 * A loop device or qemu-nbd that stands on the file: what is mounted from it, or written to it, a guest would not know of. QEMU's own
 * lock does not see loop devices.
 */
export async function hostUseOf({ sysfsRoot, procRoot }: Roots, realPath: string): Promise<HostUse | null> {
  const blocks = join(sysfsRoot, 'block');
  const names = await sysfsEntries(blocks);
  const uses = await Promise.all(
    names.map(async (name): Promise<HostUse | null> => {
      if (name.startsWith('loop')) {
        const backing = await sysfsText(join(blocks, name, 'loop/backing_file'));
        return backing !== null && (await isSame(backing, realPath)) ? { as: 'loop device', by: `/dev/${name}` } : null;
      }
      if (!name.startsWith('nbd')) return null;
      const pid = await sysfsText(join(blocks, name, 'pid'));
      const argv = pid === null ? '' : await readFile(join(procRoot, pid, 'cmdline'), 'utf8').catch(() => '');
      return argv.split('\0').includes(realPath) ? { as: 'qemu-nbd', by: `/dev/${name}` } : null;
    }),
  );
  return uses.find((use) => use !== null) ?? null;
}

/** By its inode too: a bind mount gives one file two paths. */
async function isSame(backing: string, realPath: string): Promise<boolean> {
  if (backing === realPath) return true;
  const [one, other] = await Promise.all([inode(backing), inode(realPath)]);
  return one !== null && one === other;
}

function inode(path: string): Promise<string | null> {
  return stat(path).then(
    ({ dev, ino }) => `${dev}:${ino}`,
    () => null,
  );
}

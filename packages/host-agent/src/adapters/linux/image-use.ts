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

/** `7: OFDLCK ADVISORY  READ -1 fe:00:2147017 201 201` (proc_locks(5)). */
const LOCK = /^\d+: +\S+ +\S+ +\S+ +\S+ +[0-9a-f]+:[0-9a-f]+:(\d+) +(\d+) /;

/**
 * QEMU locks bytes 100 to 299 of the images that it has open (block/file-posix.c, RAW_LOCK_PERM_BASE). The device's number is not
 * compared: on btrfs the kernel shows another one here than stat(2) does.
 */
export async function isLockedByQemu({ procRoot }: Roots, realPath: string): Promise<boolean> {
  const [locks, { ino }] = await Promise.all([
    readFile(join(procRoot, 'locks'), 'utf8').catch(() => ''),
    stat(realPath),
  ]);
  return locks.split('\n').some((line) => {
    const [, inode, first] = LOCK.exec(line) ?? [];
    return Number(inode) === ino && Number(first) >= 100 && Number(first) < 300;
  });
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

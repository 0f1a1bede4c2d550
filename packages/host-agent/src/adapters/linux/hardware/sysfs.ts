import { readFileSync, readlinkSync } from 'node:fs';
import { access, readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';

/** Small reads of sysfs and procfs. What is not there reads as null: attributes come and go with devices and kernels. */

export async function readText(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    return absent(error);
  }
}

/** The last part of a link's target: the driver's or the group's name. */
export async function readLinkName(path: string): Promise<string | null> {
  try {
    return basename(await readlink(path));
  } catch (error) {
    return absent(error);
  }
}

export async function list(path: string): Promise<readonly string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    return absent(error) ?? [];
  }
}

/** The same without the thread pool: only for what the kernel answers from memory, without a lock of a device. */
export function readTextNow(path: string): string | null {
  return unlessAbsent(() => readFileSync(path, 'utf8').trim());
}

export function readLinkNow(path: string): string | null {
  return unlessAbsent(() => readlinkSync(path));
}

export function readLinkNameNow(path: string): string | null {
  const target = readLinkNow(path);
  return target === null ? null : basename(target);
}

function unlessAbsent(read: () => string): string | null {
  try {
    return read();
  } catch (error) {
    return absent(error);
  }
}

/** Gone, hidden from us, or a device that went away while we read (ENODEV). */
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ENODEV', 'EINVAL', 'EIO', 'ESRCH', 'ENXIO']);

function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && ABSENT.has(String(error.code))) return null;
  throw error;
}

/** Whether a file is there; it is not read. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

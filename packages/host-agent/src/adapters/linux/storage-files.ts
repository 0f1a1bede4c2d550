import { link, lstat, mkdir, open, readdir, realpath, rename, rm, stat, statfs, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PathFinding, StorageFiles, StoredFile } from '../../ports/storage-files';
import { appendFile } from './append-file';
import { hostUseOf, isLockedByQemu, type Roots } from './image-use';

export function linuxStorageFiles(roots: Roots = { sysfsRoot: '/sys', procRoot: '/proc' }): StorageFiles {
  return {
    look,
    ensureFolder: async (path) => void (await mkdir(path, { recursive: true, mode: 0o700 })),
    realFolder: (path) => realpath(path).catch(() => path),
    list,
    names: (folder) => readdir(folder).catch(() => []),
    freeBytes,
    read,
    write,
    append: appendFile,
    publish,
    remove: (path) => rm(path, { force: true }),
    hostUse: (realPath) => hostUseOf(roots, realPath),
    isLocked: (realPath) => isLockedByQemu(roots, realPath),
  };
}

async function look(path: string): Promise<PathFinding> {
  try {
    const realPath = await realpath(path);
    const found = await stat(realPath);
    if (!found.isFile()) return { kind: found.isBlockDevice() ? 'block' : 'other', realPath };
    // st_blocks counts 512 bytes, whatever the file system's own block is (stat(2)).
    const allocatedBytes = found.blocks * 512;
    return { kind: 'file', realPath, sizeBytes: found.size, allocatedBytes, modifiedAt: found.mtimeMs };
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return { kind: 'missing' };
    if (codeOf(error) === 'ELOOP') return { kind: 'other', realPath: path };
    throw error;
  }
}

async function list(folder: string): Promise<readonly StoredFile[]> {
  const below = (await entries(folder)).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  const folders = [folder, ...below.map(({ name }) => join(folder, name))];
  const found = await Promise.all(folders.map(filesIn));
  return found.flat();
}

async function filesIn(folder: string): Promise<StoredFile[]> {
  const files = (await entries(folder)).filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  return Promise.all(
    files.map(async ({ name }) => {
      const path = join(folder, name);
      return { path, sizeBytes: (await lstat(path)).size };
    }),
  );
}

async function entries(folder: string) {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function read(path: string, { fromBytes, maxBytes }: { fromBytes: number; maxBytes: number }) {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const part = new Uint8Array(Math.max(0, Math.min(maxBytes, size - fromBytes)));
    let done = 0;
    while (done < part.byteLength) {
      const { bytesRead } = await file.read(part, done, part.byteLength - done, fromBytes + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return part.subarray(0, done);
  } finally {
    await file.close();
  }
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
  } finally {
    await file.close();
  }
}

/** A hard link fails where the name is taken, a rename would overwrite it. File systems without links get the check instead. */
async function publish(temporary: string, path: string): Promise<boolean> {
  await sync(temporary);
  try {
    await link(temporary, path);
    await unlink(temporary);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (codeOf(error) !== 'EPERM' && codeOf(error) !== 'EOPNOTSUPP') throw error;
    if ((await look(path)).kind !== 'missing') return false;
    await rename(temporary, path);
  }
  await sync(dirname(path));
  return true;
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

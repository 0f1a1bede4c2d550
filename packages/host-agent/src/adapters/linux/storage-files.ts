import { link, lstat, mkdir, open, readdir, realpath, rename, rm, stat, statfs, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PathFinding, StorageFiles, StoredFile } from '../../ports/storage-files';

export function linuxStorageFiles(): StorageFiles {
  return {
    look,
    ensureFolder: async (path) => void (await mkdir(path, { recursive: true, mode: 0o700 })),
    realFolder: (path) => realpath(path).catch(() => path),
    list,
    freeBytes,
    write,
    publish,
    remove: (path) => rm(path, { force: true }),
  };
}

async function look(path: string): Promise<PathFinding> {
  try {
    const realPath = await realpath(path);
    const found = await stat(realPath);
    return found.isFile() ? { kind: 'file', realPath, sizeBytes: found.size } : { kind: 'other', realPath };
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return { kind: 'missing' };
    if (codeOf(error) === 'ELOOP') return { kind: 'other', realPath: path };
    throw error;
  }
}

async function list(folder: string): Promise<readonly StoredFile[]> {
  const folders = [folder, ...(await entries(folder)).filter((e) => e.isDirectory()).map((e) => join(folder, e.name))];
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

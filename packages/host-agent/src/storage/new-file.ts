import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fail } from '@baton/model/problem';
import type { ImageTool } from '../ports/images';
import type { StorageFiles } from '../ports/storage-files';

export interface NewFile {
  readonly neededBytes: number;
  /** Makes it whole at a place of its own. */
  readonly make: (temporary: string) => Promise<void>;
}

/** `.UUID.new`: what a program that was killed may leave. */
const HALF_MADE = /^\.[0-9a-f-]{36}\.new$/;

/**
 * Makes a file beside its place and gives it its name when it is whole, never over another one. @returns its path
 * @throws ProblemError `storage.exists` | `storage.full`, or of `make`; nothing is left behind then
 */
export async function publishNew(files: StorageFiles, path: string, { neededBytes, make }: NewFile): Promise<string> {
  const folder = dirname(path);
  await files.ensureFolder(folder);
  const freeBytes = await files.freeBytes(folder);
  if ((await files.look(path)).kind !== 'missing') fail('storage.exists', { path });
  if (freeBytes < neededBytes) fail('storage.full', { path, neededBytes, freeBytes });
  const temporary = join(folder, `.${randomUUID()}.new`);
  try {
    await make(temporary);
    if (!(await files.publish(temporary, path))) fail('storage.exists', { path });
    return path;
  } finally {
    await files.remove(temporary);
  }
}

export interface SweepDeps {
  readonly files: StorageFiles;
  readonly images: Pick<ImageTool, 'endLeft'>;
}

/** At start, when nobody makes any: removes what an agent that was killed left half-made, and ends what it left making it. */
export async function sweepHalfMade({ files, images }: SweepDeps, folder: string): Promise<void> {
  const left = (await files.names(folder)).filter((name) => HALF_MADE.test(name));
  const paths = left.map((name) => join(folder, name));
  await images.endLeft(paths);
  await Promise.all(paths.map((path) => files.remove(path)));
}

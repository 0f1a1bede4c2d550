import { ProblemError } from '@baton/model/problem';
import type { ProfileDraft } from '@baton/model/profile/definition';
import type { Disk } from '@baton/model/profile/storage';
import type { AllowedPaths } from '../storage/allowed-paths';
import type { Disks } from '../storage/disks';
import { madeDisk } from './define';

/** Names tried for one more disk of a machine before that is given up. */
const TRIES = 100;

export interface NewDiskDeps {
  readonly disks: Pick<Disks, 'create' | 'newDiskPath' | 'remove'>;
  readonly allowed: Pick<AllowedPaths, 'resolve'>;
}

/**
 * Makes the disks that a draft asks for, then runs `save`; disks without a profile are not left behind.
 * @throws ProblemError at the field of the disk; what `save` throws
 */
export async function withNewDisks<T>(
  deps: NewDiskDeps,
  draft: ProfileDraft,
  save: (disks: readonly Disk[]) => Promise<T>,
): Promise<T> {
  const made: string[] = [];
  try {
    const all: Disk[] = [];
    for (const [at, disk] of draft.disks.entries()) {
      const { source } = disk;
      if (source.kind === 'new') made.push(await make(deps, draft.name, { at, sizeGiB: source.sizeGiB }));
      all.push(madeDisk(disk, () => made.at(-1) ?? ''));
    }
    return await save(all);
  } catch (error) {
    for (const path of made) await deps.disks.remove(path);
    throw error;
  }
}

async function make(deps: NewDiskDeps, name: string, { at, sizeGiB }: { at: number; sizeGiB: number }) {
  const stem = await newDiskStem(deps, name, at);
  return deps.disks.create(stem, sizeGiB).catch(atField(`disks.${at}.source.sizeGiB`));
}

/**
 * The first disk is called as the machine: a file of that name is somebody's, and is told. Those after it take the next free number.
 */
export async function newDiskStem({ disks, allowed }: NewDiskDeps, name: string, at: number): Promise<string> {
  if (at === 0) return name;
  for (let number = at + 1; number < TRIES; number++) {
    const stem = `${name}-${number}`;
    if (await isFree(allowed, disks.newDiskPath(stem))) return stem;
  }
  return `${name}-${at + 1}`;
}

async function isFree(allowed: NewDiskDeps['allowed'], path: string): Promise<boolean> {
  return allowed.resolve(path).then(
    () => false,
    (error: unknown) => error instanceof ProblemError && error.problem.code === 'storage.missing',
  );
}

function atField(field: string) {
  return (error: unknown): never => {
    if (error instanceof ProblemError) throw new ProblemError({ ...error.problem, field });
    throw error;
  };
}

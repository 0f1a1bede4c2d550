import { ProblemError, problem } from '@baton/model/problem';
import type { ProfileDefinition } from '@baton/model/profile/definition';
import type { Disks } from '../storage/disks';
import type { ProfileBook } from './book';

/** What running machines mean for their profiles. */
export interface MachineUse {
  isUp(id: string): boolean;
  /** The revision that the machine was started with; null while it is not up. */
  startedRevision(id: string): number | null;
  /** From now on it does not start. @returns false when it is up: then nothing changed */
  retire(id: string): boolean;
  /** It was not deleted after all. */
  keep(id: string): void;
  /** The profile is gone: forget its machine and its files. */
  forget(id: string): Promise<void>;
}

export interface RemovalDeps {
  readonly book: ProfileBook;
  readonly machines: MachineUse;
  readonly disks: Pick<Disks, 'remove'>;
}

/**
 * Deletes a profile with its machine's files, and its images when asked to. @returns its name.
 * @throws ProblemError `profile.not-found` | `profile.in-use`
 */
export async function removeProfile(
  { book, machines, disks }: RemovalDeps,
  id: string,
  { deleteDisk }: { readonly deleteDisk: boolean },
): Promise<string> {
  const entry = await book.find(id);
  if (!entry) throw new ProblemError(problem('profile.not-found', { id }));
  if (!machines.retire(id)) throw new ProblemError(problem('profile.in-use', { name: entry.name }));
  await book.remove(id).catch((error: unknown) => {
    machines.keep(id);
    throw error;
  });
  await machines.forget(id);
  const images = deleteDisk && entry.definition ? await ownImages(book, entry.definition) : [];
  for (const path of images) await disks.remove(path).catch(unlessGone);
  return entry.name;
}

/** What another machine reads too is not this one's to delete. */
async function ownImages(book: ProfileBook, { disks }: ProfileDefinition): Promise<string[]> {
  const others = (await book.list()).flatMap(({ definition }) => definition?.disks ?? []);
  const named = new Set(others.map(({ source }) => source.path));
  return disks.flatMap(({ source }) => (source.kind === 'file' && !named.has(source.path) ? [source.path] : []));
}

function unlessGone(error: unknown): void {
  if (!(error instanceof ProblemError)) throw error;
}

import type { NewProfile, Profile, ProfileChange, Profiles, ProfileVersion } from '@baton/db';
import { type Problem, ProblemError, problem } from '@baton/model/problem';
import type { ProfileDefinition } from '@baton/model/profile/definition';
import { NewerProfile, readDefinition } from '@baton/model/profile/migrate';
import { ZodError } from 'zod';

/** A stored profile after validation. `problem` is set instead of `definition` when it cannot be read. */
export type BookEntry = Pick<Profile, 'id' | 'name' | 'revision' | 'createdAt' | 'updatedAt'> &
  (
    | { readonly definition: ProfileDefinition; readonly problem: null }
    | { readonly definition: null; readonly problem: Problem }
  );

export type ReadableEntry = Extract<BookEntry, { problem: null }>;
export type ReadableVersion = Omit<ProfileVersion, 'definition'> & { readonly definition: ProfileDefinition };

/**
 * Profiles as the database has them, each validated on the way out: a damaged one does not hide the others. Every write goes
 * through here, and the agent alone writes (docs/adr/001): what was read stays true until the next write, and a page that asks
 * how a machine does waits for no query.
 */
export class ProfileBook {
  #kept: Promise<readonly BookEntry[]> | null = null;

  constructor(private readonly profiles: Pick<Profiles, 'list' | 'create' | 'update' | 'remove' | 'versions'>) {}

  list(): Promise<readonly BookEntry[]> {
    this.#kept ??= this.#load();
    return this.#kept;
  }

  async find(id: string): Promise<BookEntry | null> {
    return (await this.list()).find((entry) => entry.id === id) ?? null;
  }

  /** @throws DatabaseError `duplicate` */
  create(profile: NewProfile): Promise<unknown> {
    return this.#write(() => this.profiles.create(profile));
  }

  /** @throws DatabaseError `conflict` | `not-found` | `duplicate` */
  update(id: string, revision: number, change: ProfileChange): Promise<unknown> {
    return this.#write(() => this.profiles.update(id, revision, change));
  }

  /** @returns true when there was such a profile. */
  remove(id: string): Promise<boolean> {
    return this.#write(() => this.profiles.remove(id));
  }

  /** What it was, newest first. Versions that cannot be read any more are left out. */
  async versions(id: string): Promise<readonly ReadableVersion[]> {
    return (await this.profiles.versions(id)).flatMap(({ definition, ...version }) => {
      const found = read(id, definition);
      return found.problem ? [] : [{ ...version, definition: found.definition }];
    });
  }

  /** @throws ProblemError `profile.not-found` | `profile.unreadable` */
  async get(id: string): Promise<ReadableEntry> {
    const entry = await this.find(id);
    if (!entry) throw new ProblemError(problem('profile.not-found', { id }));
    if (entry.problem) throw new ProblemError(entry.problem);
    return entry;
  }

  async #load(): Promise<readonly BookEntry[]> {
    try {
      return (await this.profiles.list()).map(entryOf);
    } catch (error) {
      this.#kept = null;
      throw error;
    }
  }

  /** Forgotten afterwards, also when it failed half-way. */
  async #write<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      this.#kept = null;
    }
  }
}

export function isReadable(entry: BookEntry): entry is ReadableEntry {
  return entry.problem === null;
}

function entryOf({ id, name, revision, createdAt, updatedAt, definition }: Profile): BookEntry {
  return { id, name, revision, createdAt, updatedAt, ...read(id, definition) };
}

/** In today's shape. What an earlier Baton stored is written back only with the next change. */
function read(
  id: string,
  stored: unknown,
):
  | { readonly definition: ProfileDefinition; readonly problem: null }
  | { readonly definition: null; readonly problem: Problem } {
  try {
    return { definition: readDefinition(stored), problem: null };
  } catch (error) {
    return { definition: null, problem: problem('profile.unreadable', { id, words: wordsOf(error) }) };
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof NewerProfile) {
    return `It was written by a newer Baton (version ${error.version} of a profile): update this one.`;
  }
  if (error instanceof ZodError) {
    return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join(' ');
  }
  throw error;
}

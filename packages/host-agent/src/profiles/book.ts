import type { NewProfile, Profile, ProfileChange, Profiles } from '@baton/db';
import { type Problem, ProblemError, problem } from '@baton/model/problem';
import { type ProfileDefinition, profileDefinitionSchema } from '@baton/model/profile/definition';

/** A stored profile after validation. `problem` is set instead of `definition` when it cannot be read. */
export type BookEntry = Pick<Profile, 'id' | 'name' | 'revision' | 'createdAt' | 'updatedAt'> &
  (
    | { readonly definition: ProfileDefinition; readonly problem: null }
    | { readonly definition: null; readonly problem: Problem }
  );

export type ReadableEntry = Extract<BookEntry, { problem: null }>;

/**
 * Profiles as the database has them, each validated on the way out: a damaged one does not hide the others. Every write goes
 * through here, and the agent alone writes (docs/adr/001): what was read stays true until the next write, and a page that asks
 * how a machine does waits for no query.
 */
export class ProfileBook {
  #kept: Promise<readonly BookEntry[]> | null = null;

  constructor(private readonly profiles: Pick<Profiles, 'list' | 'create' | 'update' | 'remove'>) {}

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

  /** @throws ProblemError `profile.not-found` | `profile.unreadable` */
  async get(id: string): Promise<ReadableEntry> {
    const entry = await this.find(id);
    if (!entry) throw new ProblemError(problem('profile.not-found', { id }));
    if (entry.problem) throw new ProblemError(entry.problem);
    return entry;
  }

  async #load(): Promise<readonly BookEntry[]> {
    try {
      return (await this.profiles.list()).map(read);
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

function read({ id, name, revision, createdAt, updatedAt, definition }: Profile): BookEntry {
  const parsed = profileDefinitionSchema.safeParse(definition);
  const entry = { id, name, revision, createdAt, updatedAt };
  if (parsed.success) return { ...entry, definition: parsed.data, problem: null };
  const words = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join(' ');
  return { ...entry, definition: null, problem: problem('profile.unreadable', { id, words }) };
}

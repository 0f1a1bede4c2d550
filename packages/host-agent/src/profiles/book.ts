import type { Profile, Profiles } from '@baton/db';
import { type Problem, ProblemError, problem } from '@baton/model/problem';
import { type ProfileDefinition, profileDefinitionSchema } from '@baton/model/profile/definition';

/** A stored profile after validation. `problem` is set instead of `definition` when it cannot be read. */
export type BookEntry = Pick<Profile, 'id' | 'name' | 'revision' | 'createdAt' | 'updatedAt'> &
  (
    | { readonly definition: ProfileDefinition; readonly problem: null }
    | { readonly definition: null; readonly problem: Problem }
  );

export type ReadableEntry = Extract<BookEntry, { problem: null }>;

/** Profiles as the database has them, each validated on the way out: a damaged one does not hide the others. */
export class ProfileBook {
  constructor(private readonly profiles: Pick<Profiles, 'list' | 'byId'>) {}

  async list(): Promise<readonly BookEntry[]> {
    return (await this.profiles.list()).map(read);
  }

  async find(id: string): Promise<BookEntry | null> {
    const row = await this.profiles.byId(id);
    return row ? read(row) : null;
  }

  /** @throws ProblemError `profile.not-found` | `profile.unreadable` */
  async get(id: string): Promise<ReadableEntry> {
    const entry = await this.find(id);
    if (!entry) throw new ProblemError(problem('profile.not-found', { id }));
    if (entry.problem) throw new ProblemError(entry.problem);
    return entry;
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

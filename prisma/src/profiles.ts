import { randomUUID } from 'node:crypto';
import type { Client } from './client';
import { DatabaseError } from './errors';
import { LOCAL_HOST } from './hosts';
import { fromJson, toJson } from './json';
import { keepVersion, type ProfileVersion, versionsOf } from './profile-versions';

export interface Profile {
  id: string;
  hostId: string;
  name: string;
  /** As stored: validate it with the model's schema of `schemaVersion`. */
  definition: unknown;
  schemaVersion: number;
  /** Place in the list, ascending. Gaps are normal. */
  position: number;
  /** Grows by one with each change. */
  revision: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface NewProfile {
  id?: string;
  hostId?: string;
  name: string;
  definition: unknown;
  schemaVersion: number;
  /** Who makes it, for its versions. */
  actor?: string;
}

export interface ProfileChange {
  name?: string;
  definition?: unknown;
  schemaVersion?: number;
  /** Who makes it, for its versions. */
  actor?: string;
}

export class Profiles {
  constructor(private readonly client: Client) {}

  async list(hostId = LOCAL_HOST): Promise<Profile[]> {
    const rows = await this.client.profile.findMany({
      where: { hostId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    });
    return rows.map(toProfile);
  }

  async byId(id: string): Promise<Profile | undefined> {
    const row = await this.client.profile.findUnique({ where: { id } });
    return row ? toProfile(row) : undefined;
  }

  /** Upper and lower case are the same name. */
  async byName(name: string, hostId = LOCAL_HOST): Promise<Profile | undefined> {
    const row = await this.client.profile.findUnique({ where: { hostId_nameKey: { hostId, nameKey: nameKey(name) } } });
    return row ? toProfile(row) : undefined;
  }

  /** At the end of the list. Throws `duplicate` when the name is taken. */
  async create({
    id = randomUUID(),
    hostId = LOCAL_HOST,
    name,
    definition,
    schemaVersion,
    actor,
  }: NewProfile): Promise<Profile> {
    const row = await this.client.$transaction(async (client) => {
      const last = await client.profile.aggregate({ where: { hostId }, _max: { position: true } });
      const position = (last._max.position ?? -1) + 1;
      const data = {
        id,
        hostId,
        name,
        nameKey: nameKey(name),
        definition: toJson(definition),
        schemaVersion,
        position,
      };
      const created = await client.profile.create({ data });
      await keepVersion(client, id, versionOf(created, actor));
      return created;
    });
    return toProfile(row);
  }

  /**
   * Changes what the caller saw at `revision`, or throws: `conflict`, `not-found`, or `duplicate` for a taken name. What it was
   * before is kept as a version, also when that was made by a Baton that kept none.
   */
  async update(id: string, revision: number, change: ProfileChange): Promise<Profile> {
    const row = await this.client.$transaction(async (client) => {
      const before = await client.profile.findUnique({ where: { id } });
      if (!before) throw new DatabaseError('not-found', { record: 'Profile', id });
      if (before.revision !== revision) {
        const facts = { record: 'Profile', id, expectedRevision: revision, actualRevision: before.revision };
        throw new DatabaseError('conflict', facts);
      }
      const after = await client.profile.update({
        where: { id },
        data: {
          ...(change.name !== undefined && { name: change.name, nameKey: nameKey(change.name) }),
          ...(change.definition !== undefined && { definition: toJson(change.definition) }),
          ...(change.schemaVersion !== undefined && { schemaVersion: change.schemaVersion }),
          revision: { increment: 1 },
        },
      });
      await keepVersion(client, id, versionOf(before));
      await keepVersion(client, id, versionOf(after, change.actor));
      return after;
    });
    return toProfile(row);
  }

  /** What it was, newest first, the present one included; one that never changed since versions are kept may have none. */
  versions(id: string): Promise<ProfileVersion[]> {
    return versionsOf(this.client, id);
  }

  /** Puts the given profiles first, in this order; a profile that is not named keeps its place after them. */
  async reorder(ids: string[], hostId = LOCAL_HOST): Promise<void> {
    await this.client.$transaction(async (client) => {
      const order = [{ position: 'asc' }, { id: 'asc' }] as const;
      const known = (
        await client.profile.findMany({ where: { hostId }, orderBy: [...order], select: { id: true } })
      ).map((row) => row.id);
      const first = [...new Set(ids)].filter((id) => known.includes(id));
      const all = [...first, ...known.filter((id) => !first.includes(id))];
      for (const [position, id] of all.entries()) await client.profile.update({ where: { id }, data: { position } });
    });
  }

  /** True when there was such a profile. Its runs stay in the history. */
  async remove(id: string): Promise<boolean> {
    return (await this.client.profile.deleteMany({ where: { id } })).count > 0;
  }
}

function versionOf(row: { revision: number; updatedAt: Date; definition: string }, actor?: string): ProfileVersion {
  return {
    revision: row.revision,
    at: row.updatedAt,
    actor: actor ?? null,
    definition: fromJson(row.definition),
  };
}

/** NFKC first: names that look the same are the same, however they were typed. */
function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

function toProfile({
  nameKey: _,
  definition,
  ...row
}: Omit<Profile, 'definition'> & { nameKey: string; definition: string }): Profile {
  return { ...row, definition: fromJson(definition) };
}

import type { Client } from './client';
import { fromJson, toJson } from './json';

/** What a profile was at one of its revisions. */
export interface ProfileVersion {
  revision: number;
  at: Date;
  /** Who made it; null = nobody asked for it, or it was made before versions were kept. */
  actor: string | null;
  /** As stored then: it may have an older shape. */
  definition: unknown;
}

type Versions = Pick<Client, 'profileVersion'>;

/** Kept for each profile; the oldest go. */
const KEPT = 100;

/** Newest first. */
export async function versionsOf(client: Versions, profileId: string): Promise<ProfileVersion[]> {
  const rows = await client.profileVersion.findMany({ where: { profileId }, orderBy: { revision: 'desc' } });
  return rows.map(({ revision, at, actor, definition }) => ({ revision, at, actor, definition: fromJson(definition) }));
}

/** Call it in the transaction that changes the profile. A revision that is kept already stays as it is. */
export async function keepVersion(client: Versions, profileId: string, version: ProfileVersion): Promise<void> {
  const { revision, at, actor, definition } = version;
  const data = { profileId, revision, at, actor, definition: toJson(definition) };
  await client.profileVersion.upsert({
    where: { profileId_revision: { profileId, revision } },
    create: data,
    update: {},
  });
  await client.profileVersion.deleteMany({ where: { profileId, revision: { lte: revision - KEPT } } });
}

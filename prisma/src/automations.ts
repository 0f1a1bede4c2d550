import type { Client } from './client';
import { LOCAL_HOST } from './hosts';
import { fromJson, toJson } from './json';

/** What a machine does without being asked. */
export interface StoredAutomation {
  profileId: string;
  /** As stored: validate it with the model's schema. */
  definition: unknown;
}

/** At most one for each profile; it goes with the profile. */
export class Automations {
  constructor(private readonly client: Client) {}

  /** In the order of the list of profiles. */
  async list(hostId = LOCAL_HOST): Promise<StoredAutomation[]> {
    const rows = await this.client.machineAutomation.findMany({
      where: { profile: { hostId } },
      orderBy: [{ profile: { position: 'asc' } }, { profileId: 'asc' }],
    });
    return rows.map(({ profileId, definition }) => ({ profileId, definition: fromJson(definition) }));
  }

  /** Null takes it away. A profile that is gone by now has none. @returns false when there is no such profile */
  async set(profileId: string, definition: unknown): Promise<boolean> {
    return this.client.$transaction(async (client) => {
      if ((await client.profile.count({ where: { id: profileId } })) === 0) return false;
      await client.machineAutomation.deleteMany({ where: { profileId } });
      if (definition !== null)
        await client.machineAutomation.create({ data: { profileId, definition: toJson(definition) } });
      return true;
    });
  }
}

import type { Client } from './client';
import { fromJson, toJson } from './json';

/** Small facts about this installation that must survive a restart, such as the hash of the setup token. */
export class Settings {
  constructor(private readonly client: Client) {}

  async get(key: string): Promise<unknown> {
    const row = await this.client.setting.findUnique({ where: { key } });
    return row ? fromJson(row.value) : undefined;
  }

  async set(key: string, value: unknown): Promise<void> {
    const text = toJson(value);
    await this.client.setting.upsert({ where: { key }, create: { key, value: text }, update: { value: text } });
  }

  async remove(key: string): Promise<boolean> {
    return (await this.client.setting.deleteMany({ where: { key } })).count > 0;
  }

  /** Removes the setting if it holds exactly `value`; of two callers at once, one gets true. For what may be used once. */
  async consume(key: string, value: unknown): Promise<boolean> {
    return (await this.client.setting.deleteMany({ where: { key, value: toJson(value) } })).count > 0;
  }
}

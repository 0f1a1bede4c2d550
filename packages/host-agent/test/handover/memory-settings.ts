import type { SettingStore } from '../../src/handover/power-setting';

/** Settings in memory. */
export class MemorySettings implements SettingStore {
  readonly #kept = new Map<string, unknown>();

  async get(key: string): Promise<unknown> {
    return this.#kept.get(key);
  }

  async set(key: string, value: unknown): Promise<void> {
    this.#kept.set(key, value);
  }
}

import type { Automations } from '@baton/db';
import { type Automation, automationSchema } from '@baton/model/automation/automation';

/**
 * What machines do by themselves, validated on the way out. Every write goes through here and the agent alone writes
 * (docs/adr/001): what was read stays true until the next one, or until a profile went and took its own along.
 */
export class AutomationBook {
  #kept: Promise<ReadonlyMap<string, Automation>> | null = null;

  constructor(
    private readonly stored: Pick<Automations, 'list' | 'set'>,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** By the machine's id, in the order of the list of machines. */
  all(): Promise<ReadonlyMap<string, Automation>> {
    this.#kept ??= this.#load().catch((error: unknown) => {
      this.#kept = null;
      throw error;
    });
    return this.#kept;
  }

  /** Null takes it away. @returns false when there is no such machine */
  async set(machineId: string, automation: Automation | null): Promise<boolean> {
    const set = await this.stored.set(machineId, automation);
    this.forget();
    return set;
  }

  /** Something else wrote. */
  forget(): void {
    this.#kept = null;
  }

  /** One that cannot be read does nothing, and keeps no other from what it does. */
  async #load(): Promise<ReadonlyMap<string, Automation>> {
    const read = new Map<string, Automation>();
    for (const { profileId, definition } of await this.stored.list()) {
      const automation = automationSchema.safeParse(definition);
      if (automation.success) read.set(profileId, automation.data);
      else this.failed(automation.error);
    }
    return read;
  }
}

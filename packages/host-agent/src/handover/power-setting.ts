import { isAcpiMethod, type PowerSetting } from '@baton/model/power/backend';
import { fail } from '@baton/model/problem';
import { z } from 'zod';

/** Where settings are kept; the database's `Settings` fits. */
export interface SettingStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<unknown>;
}

const KEY = 'gpu.power';
const AUTOMATIC: PowerSetting = { backend: 'automatic' };

const method = z.string().refine(isAcpiMethod);
const settingSchema: z.ZodType<PowerSetting> = z.discriminatedUnion('backend', [
  z.object({ backend: z.enum(['automatic', 'bbswitch', 'runtime-pm', 'vga-switcheroo', 'none']) }),
  z.object({ backend: z.literal('acpi-call'), calls: z.object({ on: method, off: method }) }),
]);

/** The power switch that a person chose. */
export class PowerSettingKeeper {
  #setting: PowerSetting = AUTOMATIC;

  constructor(private readonly store: SettingStore) {}

  get current(): PowerSetting {
    return this.#setting;
  }

  /** What cannot be read any more is as if nobody had chosen. */
  async load(): Promise<void> {
    this.#setting = settingSchema.safeParse(await this.store.get(KEY)).data ?? AUTOMATIC;
  }

  /** @throws ProblemError `power.acpi-method` at the field */
  async set(setting: PowerSetting): Promise<void> {
    if (setting.backend === 'acpi-call') {
      for (const way of ['on', 'off'] as const) {
        if (!isAcpiMethod(setting.calls[way])) fail('power.acpi-method', {}, `calls.${way}`);
      }
    }
    await this.store.set(KEY, setting);
    this.#setting = setting;
  }
}

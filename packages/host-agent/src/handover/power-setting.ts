import { isAcpiMethod, type PowerSetting, powerSettingSchema } from '@baton/model/power/backend';
import { fail } from '@baton/model/problem';

/** Where settings are kept; the database's `Settings` fits. */
export interface SettingStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<unknown>;
}

const KEY = 'gpu.power';
const AUTOMATIC: PowerSetting = { backend: 'automatic' };

/** The power switch that a person chose. */
export class PowerSettingKeeper {
  #setting: PowerSetting = AUTOMATIC;

  constructor(private readonly store: SettingStore) {}

  get current(): PowerSetting {
    return this.#setting;
  }

  /** What cannot be read any more is as if nobody had chosen. */
  async load(): Promise<void> {
    const kept = powerSettingSchema.safeParse(await this.store.get(KEY)).data;
    this.#setting = kept && wrongMethod(kept) === undefined ? kept : AUTOMATIC;
  }

  /** @throws ProblemError `power.acpi-method` at the field */
  async set(setting: PowerSetting): Promise<void> {
    const wrong = wrongMethod(setting);
    if (wrong) fail('power.acpi-method', {}, `calls.${wrong}`);
    await this.store.set(KEY, setting);
    this.#setting = setting;
  }
}

/** The first of the two that is no ACPI method: nothing else ever reaches acpi_call. */
function wrongMethod(setting: PowerSetting): 'on' | 'off' | undefined {
  if (setting.backend !== 'acpi-call') return undefined;
  return (['on', 'off'] as const).find((way) => !isAcpiMethod(setting.calls[way]));
}

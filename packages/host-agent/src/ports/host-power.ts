import type { Battery } from '@baton/model/power/battery';

/** What the host runs on. */
export interface HostPower {
  /** null = no battery. */
  battery(): Promise<Battery | null>;
}

import type { PciAddress } from '@baton/model/pci/address';
import type { PowerState } from '@baton/model/power/backend';

/** One way to switch a GPU's power. Everything that it does may reject with StuckError or WriteError. */
export interface Switch {
  /** Its lines in the kernel log. */
  readonly logs: RegExp;
  state(gpu: PciAddress): Promise<PowerState>;
  /** @returns what it said against it; empty = nothing, which proves nothing: read back */
  switch(to: 'on' | 'off', gpu: PciAddress): Promise<string>;
}

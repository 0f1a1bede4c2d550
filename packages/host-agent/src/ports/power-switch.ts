import type { PciAddress } from '@baton/model/pci/address';
import type { PowerMeans, PowerState } from '@baton/model/power/backend';
import type { PowerEvidence } from '@baton/model/power/choose';

/** What a switch did: the state read back, and the kernel log's words since. */
export interface SwitchResult {
  readonly state: PowerState;
  readonly words: string;
}

/** The GPU's power supply. */
export interface PowerSwitch {
  /** What this host offers, found without waking the card. */
  evidence(gpu: PciAddress): Promise<PowerEvidence>;
  /**
   * bbswitch and acpi_call: ask only while function 0 has no driver and its port is awake, or the question wakes the card.
   * vga_switcheroo answers from memory, and only while its driver has the card.
   */
  state(gpu: PciAddress, means: PowerMeans): Promise<PowerState>;
  /** No switch refuses by an error: the result tells. Rejects with StuckError or WriteError. */
  switchTo(to: 'on' | 'off', gpu: PciAddress, means: PowerMeans): Promise<SwitchResult>;
}

import type { PciAddress } from '@baton/model/pci/address';
import type { PowerBackend, PowerState } from '@baton/model/power/backend';

/** What a switch did: the state read back, and the kernel log's words since. */
export interface SwitchResult {
  readonly state: PowerState;
  readonly words: string;
}

/** The GPU's power supply. */
export interface PowerSwitch {
  backend(gpu: PciAddress): Promise<PowerBackend>;
  /** Ask only while function 0 has no driver and its port is awake: the question itself wakes the card otherwise. */
  state(gpu: PciAddress): Promise<PowerState>;
  /** bbswitch never refuses by an error: the result tells. Rejects with StuckError or WriteError. */
  switchTo(to: 'on' | 'off', gpu: PciAddress): Promise<SwitchResult>;
}

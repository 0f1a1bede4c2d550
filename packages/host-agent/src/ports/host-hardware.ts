import type { Displays } from './displays';
import type { Holders } from './holders';
import type { Modules } from './modules';
import type { PciBus } from './pci-bus';
import type { PowerSwitch } from './power-switch';

/** The host as the hand-over sees it: a real one, or the simulated laptop. */
export interface HostHardware {
  readonly bus: PciBus;
  readonly power: PowerSwitch;
  readonly modules: Modules;
  readonly holders: Holders;
  readonly displays: Displays;
  /** Changes with every boot of the host. */
  bootId(): Promise<string>;
}

import type { CardRom } from './card-rom';
import type { Displays } from './displays';
import type { HardwareEvents } from './hardware-events';
import type { Holders } from './holders';
import type { HostPower } from './host-power';
import type { OtherMasters } from './masters';
import type { Modules } from './modules';
import type { PciBus } from './pci-bus';
import type { PowerSwitch } from './power-switch';
import type { SystemServices } from './services';
import type { HostSleep } from './sleep';

/** The host as the hand-over sees it: a real one, or the simulated laptop. */
export interface HostHardware {
  readonly bus: PciBus;
  readonly power: PowerSwitch;
  readonly modules: Modules;
  readonly holders: Holders;
  readonly displays: Displays;
  readonly services: SystemServices;
  readonly events: HardwareEvents;
  readonly supply: HostPower;
  readonly sleep: HostSleep;
  readonly masters: OtherMasters;
  readonly rom: CardRom;
  /** Runs a program of Bumblebee's on the card: `optirun nvidia-smi`. null = it is not installed. */
  optirun(): Promise<{ readonly ok: boolean; readonly output: string } | null>;
  /** Changes with every boot of the host. */
  bootId(): Promise<string>;
}

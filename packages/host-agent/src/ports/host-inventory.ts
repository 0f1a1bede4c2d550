import type { HostHardware } from '@baton/model/host/hardware';

/** What of the host a profile may name. Looking never wakes a device. */
export interface HostInventory {
  hardware(): Promise<HostHardware>;
}

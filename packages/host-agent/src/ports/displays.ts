import type { Connector } from '@baton/model/host/connector';
import type { PciAddress } from '@baton/model/pci/address';

export interface Displays {
  /** The GPU's connectors; empty without a DRM driver. */
  connectors(gpu: PciAddress): Promise<readonly Connector[]>;
}

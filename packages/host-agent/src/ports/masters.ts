import type { Finding } from '@baton/model/host/finding';
import type { PciAddress } from '@baton/model/pci/address';

/** Other programs and settings of the host that take part in what becomes of the GPU. */
export interface OtherMasters {
  /** Reads configuration files and which services run; never wakes the card. */
  find(gpu: PciAddress): Promise<readonly Finding[]>;
}

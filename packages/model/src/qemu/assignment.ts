import type { PciAddress } from '../pci/address';

/** How the lent GPU enters QEMU's command line. */
export type GpuAssignment =
  | {
      /** The real thing: all functions of the slot on one root port, with the card's own subsystem ids: mobile drivers look at them. */
      readonly kind: 'vfio-pci';
      readonly functions: readonly {
        readonly address: PciAddress;
        readonly subsystemVendorId: string;
        readonly subsystemDeviceId: string;
      }[];
    }
  | {
      /** On the simulated laptop a plain display device takes its place on the same root port. */
      readonly kind: 'stand-in';
      readonly address: PciAddress;
    };

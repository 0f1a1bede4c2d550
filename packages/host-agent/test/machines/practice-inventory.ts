import type { HostHardware } from '@baton/model/host/hardware';
import type { HostInventory } from '../../src/ports/host-inventory';

/** A host of eight threads on four cores, with a little of everything. Change it and look again. */
export class PracticeInventory implements HostInventory {
  asked = 0;
  has: HostHardware = {
    cpu: {
      vendor: 'intel',
      model: 'Practice CPU',
      threads: Array.from({ length: 8 }, (_, cpu) => ({ cpu, core: cpu % 4, socket: 0, kind: 'same' })),
    },
    hugepages: [{ size: '2M', total: 0, free: 0, mountPoint: '/dev/hugepages' }],
    usb: [{ bus: 1, port: '4.2', vendorId: '046d', productId: 'c08b', name: 'Mouse' }],
    pci: [
      { address: '0000:03:00.0', name: 'USB controller', kind: 'usb-controller', driver: 'xhci_hcd', refused: null },
      { address: '0000:04:00.0', name: 'NVMe', kind: 'nvme', driver: 'nvme', refused: 'host-disk' },
    ],
    evdev: [{ path: '/dev/input/by-id/usb-Mouse-event-mouse', name: 'Mouse' }],
    bridges: ['br0'],
    blockDevices: [],
    firmware: [{ flash: '4M', secureBoot: false }],
    tpm: true,
    passt: true,
    nat: true,
    kvmfrMiB: null,
  };

  async hardware(): Promise<HostHardware> {
    this.asked += 1;
    return this.has;
  }
}

import type { HostHardware as Hardware } from '@baton/model/host/hardware';
import { pciCandidates } from '@baton/model/host/pci-candidates';
import { type PciAddress, pciAddress } from '@baton/model/pci/address';
import type { HostInventory } from '../../ports/host-inventory';
import type { PciBus } from '../../ports/pci-bus';
import type { SimulatedUsb } from './usb';

/** Of the simulated laptop: its disk's controller, its keyboard's, and its network cards. */
const USES = {
  disk: new Set([pciAddress('0000:00:17.0')]),
  input: new Set<PciAddress>(),
  inUse: new Set([pciAddress('0000:00:1f.6'), pciAddress('0000:02:00.0')]),
};

const EVDEV: Hardware['evdev'] = [
  { path: '/dev/input/by-id/usb-Logitech_G502_HERO-event-mouse', name: 'Logitech G502 HERO (mouse, simulated)' },
];

const GIB = 1024 ** 3;
const BLOCK_DEVICES: Hardware['blockDevices'] = [
  {
    path: '/dev/disk/by-id/ata-Simulated_SSD_512GB_S0001',
    sizeBytes: 477 * GIB,
    model: 'Simulated SSD 512GB',
    usedAs: 'mount',
    usedBy: '/',
  },
  {
    path: '/dev/disk/by-id/usb-Simulated_DataTraveler_0001-0:0',
    sizeBytes: 29 * GIB,
    model: 'Simulated DataTraveler',
    usedAs: null,
    usedBy: null,
  },
];

/**
 * The simulated laptop's devices on the host's own CPUs, memory, network and programs: machines really run here, and what they run
 * on must be true.
 */
export function simulatedInventory(
  real: HostInventory,
  laptop: { readonly bus: PciBus; readonly gpu: PciAddress; readonly usb: Pick<SimulatedUsb, 'devices'> },
): HostInventory {
  return {
    async hardware() {
      const [host, functions] = await Promise.all([real.hardware(), laptop.bus.functions({ withoutLocks: true })]);
      const pci = pciCandidates(functions, USES, laptop.gpu);
      return { ...host, usb: laptop.usb.devices, pci, evdev: EVDEV, blockDevices: BLOCK_DEVICES };
    },
  };
}

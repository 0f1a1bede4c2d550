import { functionOf } from '../pci/address';
import type { GpuAssignment } from './assignment';
import { gpuDeviceId, ROOT_PORTS } from './layout';
import type { Json } from './option-text';

type VfioFunction = Extract<GpuAssignment, { kind: 'vfio-pci' }>['functions'][number];

/** The lent GPU on its root port, as the card sits in the laptop: all functions in one slot, function 0 first. */
export function gpuDevices(gpu: GpuAssignment): Json[] {
  if (gpu.kind === 'stand-in') return [standIn()];
  const functions = [...gpu.functions].sort((a, b) => functionOf(a.address) - functionOf(b.address));
  return functions.map((fn) => vfio(fn, functions.length > 1));
}

/** A plain display device that is a PCI Express endpoint and no VGA: it cannot take the boot display's place. */
function standIn(): Json {
  return { driver: 'bochs-display', id: gpuDeviceId(0), bus: ROOT_PORTS.gpu.id, addr: '0x0.0x0' };
}

/**
 * The subsystem ids are given because a mobile card behind vfio may report none, and then its driver refuses it (code 43).
 * QEMU wants them as numbers.
 */
function vfio(fn: VfioFunction, several: boolean): Json {
  const number = functionOf(fn.address);
  return {
    driver: 'vfio-pci',
    id: gpuDeviceId(number),
    host: fn.address,
    bus: ROOT_PORTS.gpu.id,
    addr: `0x0.0x${number}`,
    ...(several && number === 0 && { multifunction: true }),
    'x-pci-sub-vendor-id': Number.parseInt(fn.subsystemVendorId, 16),
    'x-pci-sub-device-id': Number.parseInt(fn.subsystemDeviceId, 16),
  };
}

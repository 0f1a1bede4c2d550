import { functionOf } from '../../pci/address';
import type { GpuSection } from '../../profile/devices';
import type { GpuAssignment } from '../assignment';
import { device, type Section } from '../emit';
import { gpuDeviceId, ROOT_PORTS } from '../layout';
import type { Json } from '../option-text';

type VfioFunction = Extract<GpuAssignment, { kind: 'vfio-pci' }>['functions'][number];

/** The lent GPU on its root port, as the card sits in the laptop: all functions in one slot, function 0 first. */
export const gpuDevices: Section = ({ profile, gpu }) => {
  if (!gpu) return [];
  if (gpu.kind === 'stand-in') return [device({ why: 'gpu-stand-in', field: 'gpu.wanted' }, standIn())];
  const functions = [...gpu.functions].sort((a, b) => functionOf(a.address) - functionOf(b.address));
  return functions.map((fn) =>
    device({ why: 'gpu', field: 'gpu.wanted' }, vfio(fn, profile.gpu, functions.length > 1)),
  );
};

/** A plain display device that is a PCI Express endpoint and no VGA: it cannot take the boot display's place. */
function standIn(): Json {
  return { driver: 'bochs-display', id: gpuDeviceId(0), bus: ROOT_PORTS.gpu.id, addr: '0x0.0x0' };
}

function vfio(fn: VfioFunction, settings: GpuSection, several: boolean): Json {
  const number = functionOf(fn.address);
  return {
    driver: 'vfio-pci',
    id: gpuDeviceId(number),
    host: fn.address,
    bus: ROOT_PORTS.gpu.id,
    addr: `0x0.0x${number}`,
    ...(several && number === 0 && { multifunction: true }),
    ...subsystemIds(fn, settings),
    ...(number === 0 && cardOptions(settings)),
  };
}

/**
 * The subsystem ids are given because a mobile card behind vfio may report none, and then its driver refuses it (code 43).
 * QEMU wants them as numbers. Ids given by hand are the picture side's: the sound function keeps its own.
 */
function subsystemIds(fn: VfioFunction, { subsystem }: GpuSection): Json {
  if (subsystem.from === 'nothing') return {};
  const given = subsystem.from === 'given' && functionOf(fn.address) === 0;
  return {
    'x-pci-sub-vendor-id': Number.parseInt(given ? subsystem.vendorId : fn.subsystemVendorId, 16),
    'x-pci-sub-device-id': Number.parseInt(given ? subsystem.deviceId : fn.subsystemDeviceId, 16),
  };
}

function cardOptions({ romFile, romBar, primary }: GpuSection): Json {
  return {
    ...(romFile !== null && { romfile: romFile }),
    ...(!romBar && { rombar: 0 }),
    ...(primary && { 'x-vga': true }),
  };
}

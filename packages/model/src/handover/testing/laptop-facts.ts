import { pciAddress } from '../../pci/address';
import type { PciFunction } from '../../pci/function';
import type { GpuFacts } from '../facts';

export const GPU = pciAddress('0000:01:00.0');
export const AUDIO = pciAddress('0000:01:00.1');
export const PORT = pciAddress('0000:00:01.0');
export const IGPU = pciAddress('0000:00:02.0');

/** bbswitch that says ON, unless told. */
export function power(more: Partial<GpuFacts['power']> = {}): GpuFacts['power'] {
  return { backend: 'bbswitch', calls: null, state: 'on', warning: null, ...more };
}

/** A function that is awake, in group 1, and on no driver unless told. */
export function pciFunction(fn: Partial<PciFunction> & Pick<PciFunction, 'address'>): PciFunction {
  return {
    vendorId: '10de',
    deviceId: '1bb6',
    subsystemVendorId: '1028',
    subsystemDeviceId: '07b1',
    classCode: 0x030000,
    name: 'NVIDIA Quadro P5000 Mobile',
    driver: null,
    driverOverride: null,
    iommuGroup: 1,
    bootVga: false,
    powerState: 'D0',
    runtimeStatus: 'active',
    powerControl: 'on',
    d3coldAllowed: false,
    resetMethods: ['bus'],
    parent: PORT,
    ...fn,
  };
}

export const igpu = pciFunction({
  address: IGPU,
  vendorId: '8086',
  driver: 'i915',
  bootVga: true,
  parent: null,
  iommuGroup: 2,
});
export const port = pciFunction({
  address: PORT,
  vendorId: '8086',
  classCode: 0x060400,
  driver: 'pcieport',
  parent: null,
});

export interface Drivers {
  readonly gpu?: string | null;
  readonly audio?: string | null;
}

/** The simulated laptop with these drivers; everything else may be told differently. */
export function laptopFacts(
  { gpu = 'nvidia', audio = 'snd_hda_intel' }: Drivers = {},
  more: Partial<GpuFacts> = {},
): GpuFacts {
  const functions = [
    pciFunction({ address: GPU, driver: gpu, driverOverride: gpu === 'vfio-pci' ? 'vfio-pci' : null }),
    pciFunction({
      address: AUDIO,
      classCode: 0x040300,
      driver: audio,
      driverOverride: audio === 'vfio-pci' ? 'vfio-pci' : null,
    }),
  ];
  return {
    address: GPU,
    functions,
    port,
    group: [port, ...functions],
    otherDisplays: [igpu],
    connectors: [],
    processes: [],
    groupOpen: null,
    modules: gpu === 'nvidia' ? NVIDIA.map((name) => ({ name, useCount: 0, usedBy: [], version: null })) : [],
    console: null,
    services: [],
    vmUid: null,
    power: power(),
    home: null,
    away: false,
    repairDue: false,
    wedged: null,
    moving: null,
    ...more,
  };
}

const NVIDIA = ['nvidia_drm', 'nvidia_uvm', 'nvidia_modeset', 'nvidia'];

/**
 * Where every device stands in the guest, in one table. Every address is given: a device without one is placed by QEMU after the
 * others and may take a slot that the GPU's root port needs (docs/kernel-notes.md, QEMU). 0x1f belongs to the ICH9 chipset.
 */
export const ROOT_PORTS = {
  /** Slot 1 function 0: laptops have their GPU at 01:00.0 behind 00:01.0, and mobile drivers look there. */
  gpu: { id: 'rp-gpu', addr: '0x1.0x0', chassis: 1 },
  disk: { id: 'rp-disk', addr: '0x1.0x1', chassis: 2 },
  net: { id: 'rp-net', addr: '0x1.0x2', chassis: 3 },
  usb: { id: 'rp-usb', addr: '0x1.0x3', chassis: 4 },
  serial: { id: 'rp-serial', addr: '0x1.0x4', chassis: 5 },
  scsi: { id: 'rp-scsi', addr: '0x1.0x5', chassis: 6 },
  usb2: { id: 'rp-usb2', addr: '0x1.0x6', chassis: 7 },
} as const;

export interface RootPort {
  readonly id: string;
  /** `slot.function` on the root bus. */
  readonly addr: string;
  readonly chassis: number;
}

/** Of a disk by its place in the profile: the first one has today's port, the others slots 3 and 4. */
export function diskPort(index: number): RootPort {
  return index === 0 ? ROOT_PORTS.disk : further('disk', index, { slot: 3, chassis: 10 });
}

export function nicPort(index: number): RootPort {
  return index === 0 ? ROOT_PORTS.net : further('net', index, { slot: 5, chassis: 30 });
}

/** Of another lent PCI slot of the host. */
export function hostPciPort(index: number): RootPort {
  return further('pci', index + 1, { slot: 6, chassis: 40 });
}

export function inputPort(index: number): RootPort {
  return further('input', index + 1, { slot: 7, chassis: 50 });
}

/** The root ports of one kind fill a slot's eight functions, then the next slot's. `nth` counts from 1. */
function further(kind: string, nth: number, from: { slot: number; chassis: number }): RootPort {
  const slot = from.slot + Math.floor((nth - 1) / 8);
  return { id: `rp-${kind}${nth}`, addr: `0x${slot}.0x${(nth - 1) % 8}`, chassis: from.chassis + nth };
}

/** The boot display: what the console in the browser shows. */
export const BOOT_DISPLAY = { id: 'video0', addr: '0x2' } as const;

/** Devices that are plain PCI or belong to the chipset: they stand on the root bus itself. */
export const ON_ROOT_BUS = {
  lookingGlass: '0x10',
  watchdog: '0x11',
  sound: '0x1b',
  panic: '0x1e',
} as const;

/** Further SATA controllers: the chipset's own has six ports. */
export function sataController(nth: number): { readonly id: string; readonly addr: string } {
  return { id: `ahci${nth}`, addr: `0x12.0x${nth - 1}` };
}

/** Of a network card that is plain PCI. */
export function plainNicAddress(index: number): string {
  return `0x${(0x13 + index).toString(16)}`;
}

/** qdev ids of the lent GPU's functions: `gpu0` is function 0. Verified by `query-pci` after the start. */
export function gpuDeviceId(functionNumber: number): string {
  return `gpu${functionNumber}`;
}

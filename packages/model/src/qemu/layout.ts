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
} as const;

/** The boot display: what the console in the browser shows. */
export const BOOT_DISPLAY = { id: 'video0', addr: '0x2' } as const;

/** qdev ids of the lent GPU's functions: `gpu0` is function 0. Verified by `query-pci` after the start. */
export function gpuDeviceId(functionNumber: number): string {
  return `gpu${functionNumber}`;
}

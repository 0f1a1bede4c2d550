/** A small machine costs QEMU's own memory and some page cache; a large one also the host's desktop its breath. */
const RESERVE_MIN_MIB = 256;
const RESERVE_MAX_MIB = 1536;

/**
 * Memory that stays with the host when a machine of `memoryMiB` runs: a quarter of the machine, from 256 MiB (QEMU itself) up to
 * the 1.5 GiB that a desktop needs.
 */
export function hostReserveMiB(memoryMiB: number): number {
  return Math.min(RESERVE_MAX_MIB, Math.max(RESERVE_MIN_MIB, Math.ceil(memoryMiB / 4)));
}

/** What the host could give a machine of `memoryMiB`, out of `ofMiB` (all its memory, or what is free now); never negative. */
export function spareMiB(memoryMiB: number, ofMiB: number): number {
  return Math.max(0, Math.floor(ofMiB - hostReserveMiB(memoryMiB)));
}

export function fitsHost(memoryMiB: number, ofMiB: number): boolean {
  return memoryMiB <= spareMiB(memoryMiB, ofMiB);
}

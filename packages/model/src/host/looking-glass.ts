import type { LookingGlass } from '../profile/display';

const MIB = 1024 * 1024;
/** Room for the cursor and the headers of both sides. */
const EXTRA_MIB = 10;

/**
 * Memory that Looking Glass needs for two pictures, as a power of two: QEMU's ivshmem aborts on any other size
 * (Looking Glass's documentation, Determining memory; 1920 x 1080 needs 32 MiB, and 64 with HDR).
 */
export function lookingGlassBytes({ width, height, hdr }: Pick<LookingGlass, 'width' | 'height' | 'hdr'>): number {
  const pictures = (width * height * (hdr ? 8 : 4) * 2) / MIB;
  return 2 ** Math.ceil(Math.log2(pictures + EXTRA_MIB)) * MIB;
}

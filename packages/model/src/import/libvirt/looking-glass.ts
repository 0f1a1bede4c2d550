import { lookingGlassBytes } from '../../host/looking-glass';
import type { LookingGlass } from '../../profile/display';

const RESOLUTIONS = [
  { width: 1024, height: 768, hdr: false },
  { width: 1920, height: 1080, hdr: false },
  { width: 2560, height: 1440, hdr: false },
  { width: 3840, height: 2160, hdr: false },
  { width: 3840, height: 2160, hdr: true },
  { width: 7680, height: 4320, hdr: false },
  { width: 7680, height: 4320, hdr: true },
] as const;

/** The largest usual resolution that fits into shared memory of this size; undefined = not even the smallest one. */
export function lookingGlassFor(mib: number): Pick<LookingGlass, 'width' | 'height' | 'hdr'> | undefined {
  return RESOLUTIONS.findLast((one) => lookingGlassBytes(one) / 2 ** 20 <= mib);
}

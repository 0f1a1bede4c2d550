import { lookingGlassBytes } from '../host/looking-glass';
import type { LookingGlass } from '../profile/display';

type Picture = Omit<LookingGlass, 'memory'>;

/** Pictures that people have, the smallest first. */
const PICTURES: readonly [Picture, ...Picture[]] = [
  { width: 1024, height: 768, hdr: false },
  { width: 1920, height: 1080, hdr: false },
  { width: 2560, height: 1440, hdr: false },
  { width: 3840, height: 2160, hdr: false },
  { width: 3840, height: 2160, hdr: true },
  { width: 7680, height: 4320, hdr: false },
  { width: 7680, height: 4320, hdr: true },
];

/** The smallest one, for memory that is too small for any. */
export const SMALLEST_PICTURE = PICTURES[0];

/** Shared memory says its size alone: the largest usual picture that fits into it; undefined = not even the smallest one. */
export function pictureWithin(bytes: number): Picture | undefined {
  return PICTURES.findLast((picture) => lookingGlassBytes(picture) <= bytes);
}

// @ts-check
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../lab/places.mjs';

export const guestFolder = dirname(fileURLToPath(import.meta.url));

/** Where the guest's disc is kept between runs; never inside the repository. */
export function guestFiles(cache = cacheFolder()) {
  const folder = join(cache, 'guest');
  return { folder, stamp: join(folder, 'stamp'), iso: join(folder, 'guest.iso') };
}

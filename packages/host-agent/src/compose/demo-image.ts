import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The demo guest's disk, made by the build beside the bundle. @throws Error when the build did not make it */
export function demoImage(): Uint8Array {
  return readFileSync(join(import.meta.dirname, 'demo-guest.img'));
}

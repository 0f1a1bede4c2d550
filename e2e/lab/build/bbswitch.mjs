// @ts-check
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../command.mjs';
import { debian, unpack } from './packages.mjs';

/**
 * Builds bbswitch for the laptop's kernel in a throw-away Debian that has its headers and a compiler.
 * @param {string} folder @param {string} release the kernel's
 * @returns {Promise<string>} bbswitch.ko
 */
export async function bbswitch(folder, release) {
  await debian(folder, 'apt', [`linux-headers-${release}`, 'make', 'gcc', 'libc6-dev']);
  const place = join(folder, 'opt/bbswitch');
  await unpack(['bbswitch-dkms'], place);
  const source = readdirSync(join(place, 'usr/src')).find((name) => name.startsWith('bbswitch-'));
  if (!source) throw new Error('bbswitch-dkms has no source');
  const inside = `/opt/bbswitch/usr/src/${source}`;
  await run(['chroot', folder, 'make', '-C', `/lib/modules/${release}/build`, `M=${inside}`, 'modules']);
  const module = join(folder, inside, 'bbswitch.ko');
  if (!existsSync(module)) throw new Error('bbswitch did not build');
  return module;
}

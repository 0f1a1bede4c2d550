// @ts-check
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { run } from '../command.mjs';
import { unpack } from './packages.mjs';

/** @typedef {{ release: string, folder: string, image: string, modules: string }} Kernel */

/** Debian's own kernel: what is proven is what people run. */
const META = 'linux-image-amd64';

/**
 * Unpacks Debian's present kernel.
 * @param {string} folder @param {string} [meta] the package that depends on it
 * @returns {Promise<Kernel>}
 */
export async function kernel(folder, meta = META) {
  const depends = async () => /Depends: linux-image-(\S+)/.exec(await run(['apt-cache', 'depends', meta]))?.[1];
  let release = await depends().catch(() => undefined);
  if (!release) {
    await run(['apt-get', 'update', '-qq']);
    release = await depends();
  }
  if (!release) throw new Error(`the package sources of this host have no ${meta}`);
  await unpack([`linux-image-${release}`], folder);
  await run(['depmod', '-b', folder, release]);
  return {
    release,
    folder,
    image: join(folder, 'boot', `vmlinuz-${release}`),
    modules: join(folder, 'lib/modules', release),
  };
}

/**
 * The files of `modules` with all that they need, in loading order.
 * @param {Kernel} kernel @param {readonly string[]} modules
 */
export async function moduleFiles({ folder, release }, modules) {
  /** @type {Set<string>} */
  const files = new Set();
  for (const name of modules) {
    const argv = /** @type {const} */ (['modprobe', '-d', folder, '-S', release, '--show-depends', name]);
    for (const line of (await run(argv)).split('\n')) {
      const file = /^insmod (\S+)/.exec(line)?.[1];
      if (file) files.add(file);
    }
  }
  return [...files];
}

/**
 * Puts modules where modprobe of the laptop finds them.
 * @param {Kernel} kernel @param {string} root @param {{ modules: readonly string[], extra: readonly string[] }} wanted
 */
export async function installModules(kernel, root, { modules, extra }) {
  const target = join(root, 'lib/modules', kernel.release);
  for (const file of await moduleFiles(kernel, modules)) copyInto(file, join(target, relative(kernel.modules, file)));
  for (const name of ['modules.builtin', 'modules.builtin.modinfo', 'modules.order']) {
    copyInto(join(kernel.modules, name), join(target, name));
  }
  for (const file of extra) copyInto(file, join(target, 'updates', basename(file)));
  await run(['depmod', '-b', root, kernel.release]);
}

/** @param {string} from @param {string} to */
function copyInto(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

/** A text file of the image. @param {string} file @param {string} text */
export function put(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

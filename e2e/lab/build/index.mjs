// @ts-check
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, imageFiles, labFolder } from '../places.mjs';
import { bbswitch } from './bbswitch.mjs';
import { initramfs } from './initramfs.mjs';
import { kernel } from './kernel.mjs';
import { release } from './needs.mjs';
import { rootDisk, rootFolder } from './root.mjs';

/** The image is made of these files, this host's release and its Node; a newer kernel comes with `--rebuild`. */
function stamp() {
  const hash = createHash('sha256').update(`${release()} ${process.version}\n`);
  const folder = join(labFolder, 'build');
  const names = readdirSync(folder).sort();
  for (const name of names)
    if (name.endsWith('.mjs') && name !== 'firmware.mjs') hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

/**
 * Makes the laptop's kernel, disk and firmware once, and finds them the next time.
 * @param {{ again: boolean, say: (text: string) => void }} options
 */
export async function buildImage({ again, say }) {
  const wanted = stamp();
  const { stamp: file } = imageFiles();
  if (!again && existsSync(file) && readFileSync(file, 'utf8') === wanted) return;
  const began = performance.now();
  const done = (/** @type {string} */ what) => say(`${what} (${Math.round((performance.now() - began) / 1000)} s)`);
  say('Building the laptop from Debian packages; this happens once');

  removeLeftovers();
  const work = join(cacheFolder(), `work-${process.pid}`);
  const made = imageFiles(work);
  mkdirSync(made.folder, { recursive: true });
  try {
    const linux = await kernel(join(work, 'kernel'));
    done(`kernel ${linux.release}`);
    const root = join(work, 'root');
    const [module] = await Promise.all([
      bbswitch(join(work, 'compiler'), linux.release).finally(() => done('bbswitch')),
      rootFolder(root).finally(() => done('packages')),
    ]);
    copyFileSync(linux.image, made.kernel);
    await initramfs(join(work, 'early'), linux, made.initramfs);
    await rootDisk(root, { kernel: linux, bbswitch: module, disk: made.root });
    writeFileSync(made.stamp, wanted);
    rmSync(imageFiles().folder, { recursive: true, force: true });
    renameSync(made.folder, imageFiles().folder);
    done('image');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What builds left behind that were cut off. */
function removeLeftovers() {
  mkdirSync(cacheFolder(), { recursive: true });
  for (const name of readdirSync(cacheFolder())) {
    const pid = /^work-(\d+)$/.exec(name)?.[1];
    if (pid && !existsSync(`/proc/${pid}`)) rmSync(join(cacheFolder(), name), { recursive: true, force: true });
  }
}

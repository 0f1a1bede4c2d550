// @ts-check
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The lab's own folder, and the repository around it. */
export const labFolder = dirname(fileURLToPath(import.meta.url));
export const repository = join(labFolder, '..', '..');

/** Where images are kept between runs; never inside the repository. */
export function cacheFolder(env = process.env) {
  return env.BATON_LAB_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'baton-lab');
}

/**
 * What a boot needs, inside the cache.
 * @param {string} [cache]
 */
export function imageFiles(cache = cacheFolder()) {
  const folder = join(cache, 'image');
  return {
    folder,
    stamp: join(folder, 'stamp'),
    kernel: join(folder, 'vmlinuz'),
    initramfs: join(folder, 'initramfs'),
    root: join(folder, 'root.img'),
  };
}

/** The laptop's ACPI tables, compiled at each run. @param {string} [cache] */
export function firmwareFiles(cache = cacheFolder()) {
  const folder = join(cache, 'firmware');
  return {
    bbswitch: join(folder, 'optimus.aml'),
    stubborn: join(folder, 'optimus-stubborn.aml'),
    rtd3: join(folder, 'runtime-d3.aml'),
  };
}

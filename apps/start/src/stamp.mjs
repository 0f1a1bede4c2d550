// @ts-check
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const NOT_SOURCE = new Set([
  'node_modules',
  'dist',
  'out',
  '.next',
  '.turbo',
  '.git',
  'generated',
  'test-results',
  'playwright-report',
]);

/**
 * A fingerprint of names, sizes and times below `folders`: a few milliseconds, where asking the build tool takes seconds.
 * @param {string} root
 * @param {readonly string[]} folders files or folders, relative to root
 */
export function fingerprint(root, folders) {
  const hash = createHash('sha256');
  /** @param {string} path */
  const visit = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return;
    if (!stat.isDirectory()) {
      hash.update(`${relative(root, path)}\0${stat.size}\0${stat.mtimeMs}\n`);
      return;
    }
    for (const name of readdirSync(path).sort()) if (!NOT_SOURCE.has(name)) visit(join(path, name));
  };
  for (const folder of folders) visit(join(root, folder));
  return hash.digest('hex');
}

/** @param {string} file @param {string} stamp */
export function isStamped(file, stamp) {
  try {
    return readFileSync(file, 'utf8') === stamp;
  } catch {
    return false;
  }
}

/** @param {string} file @param {string} stamp */
export function writeStamp(file, stamp) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, stamp);
}

// @ts-check
import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../command.mjs';

/** A program that the lab calls, and the Debian package that has it. */
const NEEDS = /** @type {const} */ ({
  'qemu-system-x86_64': 'qemu-system-x86',
  mmdebstrap: 'mmdebstrap',
  cpio: 'cpio',
  iasl: 'acpica-tools',
  depmod: 'kmod',
  mke2fs: 'e2fsprogs',
});

const FOLDERS = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'];

/** @param {string} program */
function isThere(program) {
  return FOLDERS.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** @returns {Record<string, string>} */
function osRelease() {
  const lines = readFileSync('/etc/os-release', 'utf8').split('\n');
  return Object.fromEntries(
    lines.map((line) => line.replaceAll('"', '').split('=')).filter((pair) => pair.length === 2),
  );
}

/** As `missingPrograms`, for the lab. */
export function missingForLab() {
  return missingPrograms(NEEDS);
}

/**
 * Installs what is missing where we may.
 * @param {Readonly<Record<string, string>>} needs programs, and the Debian packages that have them
 * @returns {Promise<string | null>} why it cannot be built here, or null
 */
export async function missingPrograms(needs) {
  if (process.arch !== 'x64') return `it is built for x86, and this host is ${process.arch}`;
  const { ID, VERSION_CODENAME } = osRelease();
  if (ID !== 'debian' || !VERSION_CODENAME) return 'it is built from Debian packages, and this host is not Debian';
  if (process.getuid?.() !== 0) return 'it installs and unpacks Debian packages, which needs root';
  const missing = Object.entries(needs).filter(([program]) => !isThere(program));
  if (missing.length === 0) return null;
  const packages = missing.map(([, name]) => name);
  process.stdout.write(`Installing ${packages.join(', ')}\n`);
  await run(['apt-get', 'update', '-qq']);
  await run(['apt-get', 'install', '-y', '--no-install-recommends', ...packages], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
  const still = missing.filter(([program]) => !isThere(program)).map(([program]) => program);
  return still.length > 0 ? `${still.join(', ')} could not be installed` : null;
}

/** The release whose packages the laptop runs: this host's own. */
export function release() {
  return /** @type {string} */ (osRelease().VERSION_CODENAME);
}

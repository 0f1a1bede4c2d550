// @ts-check
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';
import { sayProblem, sayStep, sayWorking, seconds } from './say.mjs';

/** @typedef {'apt' | 'dnf' | 'pacman'} Manager */
/** @typedef {'qemu' | 'qemu-img' | 'ovmf' | 'chromium' | 'libvirt'} Need */

/** Where distributions put the UEFI firmware's code; any of them will do. */
const OVMF_FILES = [
  '/usr/share/OVMF/OVMF_CODE_4M.fd',
  '/usr/share/OVMF/OVMF_CODE.fd',
  '/usr/share/edk2/ovmf/OVMF_CODE.fd',
  '/usr/share/edk2/x64/OVMF_CODE.4m.fd',
  '/usr/share/edk2-ovmf/x64/OVMF_CODE.fd',
];

/**
 * `libvirt` is its daemon and its tools without the service: tests run one of their own, and nothing is set up on this host.
 * @type {Record<Manager, Record<Need, readonly string[]>>}
 */
const PACKAGES = {
  apt: {
    qemu: ['qemu-system-x86'],
    'qemu-img': ['qemu-utils'],
    ovmf: ['ovmf'],
    chromium: ['chromium'],
    libvirt: ['libvirt-daemon', 'libvirt-daemon-driver-qemu', 'libvirt-clients', 'libxml2-utils'],
  },
  dnf: {
    qemu: ['qemu-system-x86-core'],
    'qemu-img': ['qemu-img'],
    ovmf: ['edk2-ovmf'],
    chromium: ['chromium'],
    libvirt: ['libvirt-daemon-driver-qemu', 'libvirt-client', 'libxml2'],
  },
  pacman: {
    qemu: ['qemu-system-x86'],
    'qemu-img': ['qemu-img'],
    ovmf: ['edk2-ovmf'],
    chromium: ['chromium'],
    libvirt: ['libvirt', 'libxml2'],
  },
};

/** Where daemons are, also for people whose path leaves it out. */
const DAEMON_FOLDERS = '/usr/sbin:/usr/local/sbin';

/** @param {string} name @param {string} [path] */
function findProgram(name, path = process.env.PATH ?? '') {
  for (const folder of path.split(delimiter)) {
    if (!folder) continue;
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // not here
    }
  }
  return undefined;
}

/** @param {Need} need */
function isPresent(need) {
  switch (need) {
    case 'qemu':
      return findProgram('qemu-system-x86_64') !== undefined;
    case 'qemu-img':
      return findProgram('qemu-img') !== undefined;
    case 'ovmf':
      return OVMF_FILES.some((file) => existsSync(file));
    case 'chromium':
      return ['chromium', 'chromium-browser', 'google-chrome'].some((name) => findProgram(name) !== undefined);
    case 'libvirt':
      return (
        ['virsh', 'virt-xml-validate', 'xmllint'].every((name) => findProgram(name) !== undefined) &&
        ['virtqemud', 'libvirtd'].some((name) => findProgram(name, DAEMON_FOLDERS) !== undefined)
      );
  }
}

/** @returns {Manager | undefined} */
function findManager(path = process.env.PATH ?? '') {
  if (findProgram('apt-get', path)) return 'apt';
  if (findProgram('dnf', path)) return 'dnf';
  if (findProgram('pacman', path)) return 'pacman';
  return undefined;
}

/**
 * The commands that install `needs`, as argv arrays.
 * @param {Manager} manager
 * @param {readonly Need[]} needs
 * @param {boolean} withSudo
 */
export function installCommands(manager, needs, withSudo) {
  const packages = needs.flatMap((need) => PACKAGES[manager][need]);
  const sudo = withSudo ? ['sudo', '-n'] : [];
  switch (manager) {
    case 'apt':
      return [
        [...sudo, 'apt-get', 'update'],
        [...sudo, 'apt-get', 'install', '-y', '--no-install-recommends', ...packages],
      ];
    case 'dnf':
      return [[...sudo, 'dnf', 'install', '-y', ...packages]];
    case 'pacman':
      return [[...sudo, 'pacman', '-Sy', '--needed', '--noconfirm', ...packages]];
  }
}

/** Root, or sudo that asks for no password. */
async function rights() {
  if (process.getuid?.() === 0) return 'root';
  if (findProgram('sudo') && (await run(['sudo', '-n', 'true'])).ok) return 'sudo';
  return 'none';
}

/**
 * Installs what is missing when it may. Baton starts all the same when it cannot, and says what is missing.
 * @param {readonly Need[]} needs
 * @param {{ install: boolean }} options
 * @returns {Promise<readonly Need[]>} what is still missing
 */
export async function ensureSystemPackages(needs, options) {
  const missing = needs.filter((need) => !isPresent(need));
  if (missing.length === 0) return [];
  const manager = findManager();
  const how = manager ? installCommands(manager, missing, process.getuid?.() !== 0).map((argv) => argv.join(' ')) : [];
  const byHand =
    how.length > 0
      ? `Install it yourself: ${how.join(' && ')}`
      : 'Install it with the package manager of your distribution.';
  if (!options.install || !manager) {
    sayProblem(`Missing: ${missing.join(', ')}. Baton starts without it, and says so where it matters.`, byHand);
    return missing;
  }
  const right = await rights();
  if (right === 'none') {
    sayProblem(
      `Missing: ${missing.join(', ')}, and Baton may not install it (not root, and sudo asks for a password).`,
      byHand,
    );
    return missing;
  }
  const began = performance.now();
  sayStep(`Installing ${missing.join(', ')}`);
  for (const argv of installCommands(manager, missing, right === 'sudo')) {
    const over = sayWorking(argv.join(' '));
    const result = await run(argv, { env: { DEBIAN_FRONTEND: 'noninteractive' } });
    over();
    if (!result.ok) {
      sayProblem(`That failed:\n${result.tail}`, byHand);
      return needs.filter((need) => !isPresent(need));
    }
  }
  sayStep(`Installed in ${seconds(began)}`);
  return needs.filter((need) => !isPresent(need));
}

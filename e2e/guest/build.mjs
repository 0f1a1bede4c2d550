// @ts-check
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { archive } from '../lab/build/initramfs.mjs';
import { kernel, moduleFiles, put } from '../lab/build/kernel.mjs';
import { missingPrograms, release } from '../lab/build/needs.mjs';
import { unpack } from '../lab/build/packages.mjs';
import { run } from '../lab/command.mjs';
import { cacheFolder } from '../lab/places.mjs';
import { guestFiles, guestFolder } from './places.mjs';

/** A kernel for virtual machines: small, and every driver of QEMU's devices is in it. */
const KERNEL = 'linux-image-cloud-amd64';
const MODULES = [
  'virtio_pci',
  'virtio_console',
  'virtio_net',
  'virtio_blk',
  'loop',
  'ext4',
  'crc32c_generic',
  'evdev',
  'button',
  'pvpanic',
  'pvpanic_pci',
];
/** The agent with the libraries that it is linked to. */
const AGENT = [
  'qemu-guest-agent',
  'libglib2.0-0',
  'liburing2',
  'libudev1',
  'libnuma1',
  'libpcre2-8-0',
  'libc6',
  'libgcc-s1',
];
const DISK_TOOLS = ['e2fsprogs', 'libext2fs2', 'libcom-err2', 'libblkid1', 'libuuid1', 'libss2'];

/** What building takes, beside the lab's own tools. */
const NEEDS = { xorriso: 'xorriso', cpio: 'cpio', depmod: 'kmod', mcopy: 'mtools', 'mkfs.vfat': 'dosfstools' };

/** For BIOS; a UEFI reads the entry below from a partition of its own. */
const BOOT_MENU = `default guest
prompt 0
timeout 1
label guest
  kernel /vmlinuz
  append initrd=/initramfs console=ttyS0 quiet
`;

function stamp() {
  const hash = createHash('sha256')
    .update(`${release()}\n`)
    .update(readFileSync(fileURLToPath(import.meta.url)));
  for (const name of readdirSync(join(guestFolder, 'inside')).sort())
    hash.update(readFileSync(join(guestFolder, 'inside', name)));
  return hash.digest('hex');
}

/**
 * The test guest as a bootable disc, made once from Debian's packages: a kernel, busybox, the guest agent, a serial login
 * (root, password baton) and a stand-in nvidia-smi.
 * @param {{ say?: (text: string) => void }} [options]
 * @returns {Promise<{ iso: string } | { refused: string }>}
 */
export async function buildGuest({ say = () => undefined } = {}) {
  const refused = await missingPrograms(NEEDS);
  if (refused) return { refused };
  const wanted = stamp();
  const { stamp: file, iso, folder } = guestFiles();
  if (existsSync(file) && readFileSync(file, 'utf8') === wanted) return { iso };
  say('Building the test guest from Debian packages; this happens once');
  const work = join(cacheFolder(), `guest-work-${process.pid}`);
  const made = guestFiles(work);
  mkdirSync(made.folder, { recursive: true });
  try {
    const linux = await kernel(join(work, 'kernel'), KERNEL);
    const disc = join(work, 'disc');
    mkdirSync(join(disc, 'isolinux'), { recursive: true });
    copyFileSync(linux.image, join(disc, 'vmlinuz'));
    await initramfs(join(work, 'tree'), { linux, file: join(disc, 'initramfs'), work });
    await bootable(disc, { work, iso: made.iso });
    writeFileSync(made.stamp, wanted);
    rmSync(folder, { recursive: true, force: true });
    renameSync(made.folder, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return { iso };
}

/**
 * @param {string} tree
 * @param {{ linux: import('../lab/build/kernel.mjs').Kernel, file: string, work: string }} parts
 */
async function initramfs(tree, { linux, file, work }) {
  for (const name of ['bin', 'sbin', 'dev', 'proc', 'sys', 'modules', 'etc/acpi/PWRF', 'root']) {
    mkdirSync(join(tree, name), { recursive: true });
  }
  await unpack(['busybox-static'], join(work, 'busybox'));
  copyFileSync(join(work, 'busybox/bin/busybox'), join(tree, 'bin/busybox'));
  for (const name of ['sh', 'login', 'cat', 'ls', 'sync', 'uptime', 'ps', 'date', 'echo', 'true']) {
    symlinkSync('busybox', join(tree, 'bin', name));
  }
  // Without a hwclock at this very path the agent sets no time at all (guest-set-time).
  symlinkSync('../bin/busybox', join(tree, 'sbin/hwclock'));
  await withLibraries(join(work, 'agent'), { packages: AGENT, program: 'usr/sbin/qemu-ga', tree });
  await withLibraries(join(work, 'tools'), { packages: DISK_TOOLS, program: 'sbin/mke2fs', tree });
  const modules = await moduleFiles(linux, MODULES);
  for (const path of modules) copyFileSync(path, join(tree, 'modules', basename(path)));
  put(join(tree, 'modules/order'), `${modules.map((path) => basename(path)).join('\n')}\n`);
  const inside = [
    ['init', 'init'],
    ['shutdown', 'sbin/shutdown'],
    ['nvidia-smi', 'usr/bin/nvidia-smi'],
    ['udhcpc', 'etc/udhcpc'],
  ];
  for (const [from = '', to = ''] of inside) {
    mkdirSync(dirname(join(tree, to)), { recursive: true });
    copyFileSync(join(guestFolder, 'inside', from), join(tree, to));
    chmodSync(join(tree, to), 0o755);
  }
  put(join(tree, 'etc/acpi/PWRF/00000080'), '#!/bin/sh\nexec /bin/busybox poweroff -f\n');
  chmodSync(join(tree, 'etc/acpi/PWRF/00000080'), 0o755);
  // Only on a network of QEMU's own, in a guest that lives for a minute.
  const hash = (await run(['openssl', 'passwd', '-6', '-salt', 'baton', 'baton'])).trim();
  put(join(tree, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  put(join(tree, 'etc/shadow'), `root:${hash}:19000:0:99999:7:::\n`);
  put(join(tree, 'etc/group'), 'root:x:0:\n');
  put(
    join(tree, 'etc/os-release'),
    'ID=baton-guest\nNAME="Baton test guest"\nPRETTY_NAME="Baton test guest 1"\nVERSION_ID="1"\n',
  );
  put(join(tree, 'etc/securetty'), 'ttyS0\n');
  writeFileSync(file, gzipSync(await archive(tree), { level: 6 }));
}

/**
 * A program of a package with the shared objects that it asks for, from packages too: this host may have none of them.
 * @param {string} folder
 * @param {{ packages: readonly string[], program: string, tree: string }} wanted
 */
async function withLibraries(folder, { packages, program, tree }) {
  await unpack(packages, folder);
  const found = [join(folder, program), join(folder, 'usr', program)].find(existsSync);
  if (!found) throw new Error(`${program} is not in ${packages.join(', ')}`);
  mkdirSync(dirname(join(tree, program)), { recursive: true });
  copyFileSync(found, join(tree, program));
  for (const where of ['lib/x86_64-linux-gnu', 'usr/lib/x86_64-linux-gnu', 'lib64']) {
    const libraries = join(folder, where);
    if (!existsSync(libraries)) continue;
    const target = join(tree, where.replace(/^usr\//, ''));
    mkdirSync(target, { recursive: true });
    const names = readdirSync(libraries).filter(
      (name) => /\.so(\.|$)/.test(name) && !/^(libnss|libmemusage|libpcprofile)/.test(name),
    );
    for (const name of names)
      cpSync(join(libraries, name), join(target, name), { recursive: true, force: true, verbatimSymlinks: true });
  }
}

const BOOT_ENTRY = `title guest
linux /vmlinuz
initrd /initramfs
options console=ttyS0 quiet
`;

/** Starts from BIOS by isolinux and from UEFI by systemd-boot, as a distribution's disc does. @param {string} disc @param {{ work: string, iso: string }} parts */
async function bootable(disc, { work, iso }) {
  const loader = join(work, 'loader');
  await unpack(['isolinux', 'syslinux-common', 'systemd-boot-efi'], loader);
  copyFileSync(join(loader, 'usr/lib/ISOLINUX/isolinux.bin'), join(disc, 'isolinux/isolinux.bin'));
  copyFileSync(join(loader, 'usr/lib/syslinux/modules/bios/ldlinux.c32'), join(disc, 'isolinux/ldlinux.c32'));
  put(join(disc, 'isolinux/isolinux.cfg'), BOOT_MENU);
  await efiPartition(disc, { work, loader: join(loader, 'usr/lib/systemd/boot/efi/systemd-bootx64.efi') });
  const bios = ['-b', 'isolinux/isolinux.bin', '-c', 'isolinux/boot.cat', '-no-emul-boot'];
  const table = ['-boot-load-size', '4', '-boot-info-table'];
  const uefi = ['-eltorito-alt-boot', '-e', 'efi.img', '-no-emul-boot'];
  const names = ['-quiet', '-J', '-R', '-V', 'BATON_GUEST'];
  await run(['xorriso', '-as', 'mkisofs', ...names, ...bios, ...table, ...uefi, '-o', iso, disc]);
}

/** @param {string} disc @param {{ work: string, loader: string }} parts */
async function efiPartition(disc, { work, loader }) {
  const image = join(disc, 'efi.img');
  const bytes = ['vmlinuz', 'initramfs'].reduce((sum, name) => sum + statSync(join(disc, name)).size, 0);
  await run(['mkfs.vfat', '-C', image, String(Math.ceil(bytes / 1024) + 2048)]);
  const config = join(work, 'loader.conf');
  const entry = join(work, 'guest.conf');
  writeFileSync(config, 'timeout 0\ndefault guest.conf\n');
  writeFileSync(entry, BOOT_ENTRY);
  await run(['mmd', '-i', image, '::/EFI', '::/EFI/BOOT', '::/loader', '::/loader/entries']);
  for (const [from = '', to = ''] of [
    [loader, '::/EFI/BOOT/BOOTX64.EFI'],
    [config, '::/loader/loader.conf'],
    [entry, '::/loader/entries/guest.conf'],
    [join(disc, 'vmlinuz'), '::/vmlinuz'],
    [join(disc, 'initramfs'), '::/initramfs'],
  ]) {
    await run(['mcopy', '-i', image, from, to]);
  }
}

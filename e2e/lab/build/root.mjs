// @ts-check
import { chmodSync, copyFileSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../command.mjs';
import { installModules, put } from './kernel.mjs';
import { debian } from './packages.mjs';

/** What a laptop has that Baton uses, and strace to watch it. */
const PACKAGES = [
  'mount',
  'kmod',
  'pciutils',
  'udev',
  'iproute2',
  'procps',
  'util-linux',
  'libstdc++6',
  'strace',
  'qemu-system-x86',
  'qemu-utils',
];

const MODULES = [
  ...['virtio_pci', 'virtio_blk', 'virtio_net', 'virtio_rng', '9p', '9pnet_virtio'],
  ...['vfio', 'vfio_pci', 'vfio_iommu_type1'],
  ...['bochs', 'snd_hda_intel', 'snd_hda_codec_generic', 'snd_hda_codec_hdmi'],
];

const IMAGE_MIB = 1000;
/** Firmware and drivers of other architectures. */
const UNUSED = [
  'var/cache/apt',
  'var/lib/apt/lists',
  ...['doc', 'man', 'locale', 'info'].map((name) => `usr/share/${name}`),
  ...['qemu/skiboot.lid', 'qemu/u-boot.e500', 'qemu/hppa-firmware.img'].map((name) => `usr/share/${name}`),
];

/**
 * The laptop's Debian, without a kernel.
 * @param {string} folder
 */
export async function rootFolder(folder) {
  await debian(folder, 'essential', PACKAGES);
}

/**
 * Makes a disk of it: this host's Node, the modules, and names.
 * @param {string} folder
 * @param {{ kernel: import('./kernel.mjs').Kernel, bbswitch: string, disk: string }} parts
 */
export async function rootDisk(folder, { kernel, bbswitch, disk }) {
  await installModules(kernel, folder, { modules: MODULES, extra: [bbswitch] });
  copyFileSync(process.execPath, join(folder, 'usr/bin/node'));
  chmodSync(join(folder, 'usr/bin/node'), 0o755);
  mkdirSync(join(folder, 'lab'), { recursive: true });
  put(join(folder, 'etc/hostname'), 'laptop\n');
  put(join(folder, 'etc/hosts'), '127.0.0.1 localhost laptop\n');
  put(join(folder, 'etc/fstab'), '');
  // Nothing but Baton loads or unloads what this is about.
  put(join(folder, 'etc/modprobe.d/lab.conf'), 'blacklist bbswitch\n');
  for (const path of UNUSED) rmSync(join(folder, path), { recursive: true, force: true });
  rmSync(join(folder, 'etc/mtab'), { force: true });
  symlinkSync('/proc/mounts', join(folder, 'etc/mtab'));
  await run(['chroot', folder, '/usr/bin/node', '--version']);
  const options = ['-q', '-t', 'ext4', '-O', '^has_journal', '-m', '0', '-E', 'lazy_itable_init=1,root_owner=0:0'];
  await run(['mke2fs', ...options, '-d', folder, disk, `${IMAGE_MIB}M`]);
}

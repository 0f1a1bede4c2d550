// @ts-check

import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { moduleFiles } from './kernel.mjs';
import { unpack } from './packages.mjs';

/** What it takes to reach the disk and the share. */
const MODULES = ['virtio_pci', 'virtio_blk', 'ext4', 'crc32c_intel', 'crc32c_generic', '9p', '9pnet_virtio'];

/** Mounts the disk and the share, and hands over to the init that lies in the share. */
const INIT = `#!/bin/sh
bb=/bin/busybox
$bb mount -t devtmpfs dev /dev
while read -r module; do $bb insmod "/modules/$module" 2>/dev/null; done </modules/order
n=0
until [ -b /dev/vda ] || [ $n -ge 100 ]; do $bb usleep 100000; n=$((n + 1)); done
$bb mount -t ext4 -o rw,noatime /dev/vda /root || echo "lab: no disk"
$bb mount -t 9p -o ro,trans=virtio,version=9p2000.L,msize=262144,cache=loose lab /root/lab || echo "lab: no share"
$bb mount --move /dev /root/dev
exec $bb switch_root /root /lab/inside/init
`;

/**
 * @param {string} folder for its parts @param {import('./kernel.mjs').Kernel} kernel @param {string} file
 */
export async function initramfs(folder, kernel, file) {
  const tree = join(folder, 'tree');
  for (const name of ['bin', 'dev', 'modules', 'root']) mkdirSync(join(tree, name), { recursive: true });
  await unpack(['busybox-static'], join(folder, 'busybox'));
  copyFileSync(join(folder, 'busybox/bin/busybox'), join(tree, 'bin/busybox'));
  symlinkSync('busybox', join(tree, 'bin/sh'));
  const modules = await moduleFiles(kernel, MODULES);
  for (const path of modules) copyFileSync(path, join(tree, 'modules', basename(path)));
  writeFileSync(join(tree, 'modules/order'), `${modules.map((path) => basename(path)).join('\n')}\n`);
  writeFileSync(join(tree, 'init'), INIT);
  chmodSync(join(tree, 'init'), 0o755);
  writeFileSync(file, gzipSync(await archive(tree), { level: 1 }));
}

/** A cpio archive of a folder, as the kernel unpacks it. @param {string} tree @returns {Promise<Buffer>} */
export function archive(tree) {
  const names = ['.', ...readdirSync(tree, { recursive: true, encoding: 'utf8' })];
  return new Promise((resolve, reject) => {
    const child = spawn('cpio', ['--create', '--format=newc', '--quiet'], {
      cwd: tree,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(Buffer.concat(chunks)) : reject(new Error(`cpio: ${code}`))));
    child.stdin.end(`${names.join('\n')}\n`);
  });
}

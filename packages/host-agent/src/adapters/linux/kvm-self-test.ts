import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A tiny disk boots in a fraction of a second where KVM works. */
const DEADLINE_MS = 5_000;

/**
 * Boots a tiny disk with KVM and waits for its first line on the serial port. A /dev/kvm that opens proves nothing: on some hosts
 * QEMU aborts at the first register, on others the guest never gets anywhere.
 * @param image a bootable raw image that writes to the serial port
 */
export async function kvmBoots(binary: string, image: Uint8Array, deadlineMs = DEADLINE_MS): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-kvm-'));
  try {
    const disk = join(folder, 'disk.img');
    await writeFile(disk, image);
    return await speaks(binary, disk, deadlineMs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function speaks(binary: string, disk: string, deadlineMs: number): Promise<boolean> {
  const node = { driver: 'raw', 'node-name': 'disk0', file: { driver: 'file', filename: disk } };
  const argv = [
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ...['-machine', 'q35', '-accel', 'kvm', '-cpu', 'host', '-m', '64M'],
    ...['-blockdev', JSON.stringify(node)],
    ...['-device', JSON.stringify({ driver: 'ide-hd', bus: 'ide.0', drive: 'disk0' })],
    ...['-device', JSON.stringify({ driver: 'VGA', bus: 'pcie.0', addr: '0x2' })],
    ...['-serial', 'stdio'],
  ];
  return new Promise((resolve) => {
    const child = spawn(binary, argv, { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
    const finish = (works: boolean) => {
      clearTimeout(deadline);
      endGroup(child.pid);
      resolve(works);
    };
    const deadline = setTimeout(() => finish(false), deadlineMs);
    child.once('error', () => finish(false));
    child.once('exit', () => finish(false));
    child.stdout.once('data', () => finish(true));
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

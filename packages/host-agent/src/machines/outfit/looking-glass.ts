import { chmod, chown, open, rm, stat } from 'node:fs/promises';
import { lookingGlassBytes } from '@baton/model/host/looking-glass';
import { fail, ProblemError } from '@baton/model/problem';
import type { Bench, Undo } from './bench';
import { wordsOf } from './bench';

const MIB = 1024 * 1024;
const KVMFR = '/dev/kvmfr0';

/**
 * The memory that the guest's picture goes through.
 * @returns the file or device; null = not wanted. @throws ProblemError `looking-glass.kvmfr` | `device.missing`
 */
export async function provideLookingGlass(bench: Bench): Promise<string | null> {
  const { lookingGlass } = bench.order.definition;
  if (!lookingGlass) return null;
  const bytes = lookingGlassBytes(lookingGlass);
  return lookingGlass.memory === 'kvmfr' ? kvmfr(bench, bytes / MIB) : sharedFile(bench, bytes);
}

async function kvmfr({ means }: Bench, neededMiB: number): Promise<string> {
  const foundMiB = await means.kvmfrMiB();
  if (foundMiB === null || foundMiB < neededMiB) {
    fail('looking-glass.kvmfr', { neededMiB, foundMiB }, 'lookingGlass.memory');
  }
  return KVMFR;
}

/** Made before QEMU would make it for itself alone: the viewer runs as the person at the host, who is in the group kvm. */
async function sharedFile({ means, order, journal, vmUid }: Bench, bytes: number): Promise<string> {
  const path = `${means.sharedMemory}/baton-${order.machineId}-looking-glass`;
  const group = await means.groupId('kvm');
  try {
    await journal.around({ do: 'make-file', path }, async () => {
      // QEMU refuses a file of another size.
      if ((await sizeOf(path)) !== bytes) await rm(path, { force: true });
      const file = await open(path, 'a', 0o660);
      await file.truncate(bytes).finally(() => file.close());
      await chmod(path, 0o660);
      if (means.root) await chown(path, vmUid ?? 0, group ?? 0);
    });
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    fail('device.missing', { path: `${path} (${wordsOf(error)})` }, 'lookingGlass');
  }
  return path;
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}

/** It holds memory as long as it is there. */
export const removeFile: Undo<'make-file'> = ({ deed: { path } }) => rm(path, { force: true });

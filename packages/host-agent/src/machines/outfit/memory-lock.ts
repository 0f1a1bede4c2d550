import { fail } from '@baton/model/problem';
import type { Bench } from './bench';

const MIB = 1024 * 1024;
/** libvirt's rule: the guest's memory and 1 GiB for what the cards map besides it. */
const EXTRA_MIB = 1024;

/**
 * RLIMIT_MEMLOCK that QEMU needs: vfio pins all of the guest's memory, and so does a profile that locks it.
 * @returns bytes; null = nothing to set. @throws ProblemError `memlock.too-low`
 */
export async function memlockBytes({ order, means, vfio }: Bench): Promise<number | null> {
  const { memory, pci } = order.definition;
  const pinned = vfio && (order.withGpu || pci.length > 0);
  if (!pinned && !memory.lock) return null;
  const neededMiB = memory.sizeMiB + EXTRA_MIB;
  const { hardBytes, mayRaise, exempt } = await means.memoryLock.read();
  if (mayRaise || hardBytes >= neededMiB * MIB) return neededMiB * MIB;
  // CAP_IPC_LOCK: the kernel does not count what such a process locks (mm/mlock.c, vfio_iommu_type1.c).
  if (exempt) return null;
  return fail('memlock.too-low', { neededMiB, limitMiB: Math.floor(hardBytes / MIB) });
}

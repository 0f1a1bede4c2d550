import { z } from 'zod';

export const MEMORY_MIN_MIB = 16;
export const MEMORY_MAX_MIB = 16 * 1024 * 1024;

export const memorySectionSchema = z.object({
  sizeMiB: z
    .int('Use a whole number of MiB.')
    .min(MEMORY_MIN_MIB, `Give it at least ${MEMORY_MIN_MIB} MiB.`)
    .max(MEMORY_MAX_MIB, 'No host has that much memory.'),
  /** Size of the host's pages; null = ordinary ones. Huge ones are set aside before the start and given back after it. */
  hugepages: z.enum(['2M', '1G']).nullable().default(null),
  /** Never swapped out (`-overcommit mem-lock=on`). VFIO pins the memory anyway. */
  lock: z.boolean().default(false),
});
export type MemorySection = z.infer<typeof memorySectionSchema>;

const PAGE_MIB = { '2M': 2, '1G': 1024 } as const;

/** Huge pages that this memory needs, rounded up; 0 = ordinary pages. */
export function hugepageCount({ sizeMiB, hugepages }: MemorySection): number {
  return hugepages ? Math.ceil(sizeMiB / PAGE_MIB[hugepages]) : 0;
}

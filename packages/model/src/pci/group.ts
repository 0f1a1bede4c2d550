import { type PciAddress, slotOf } from './address';
import { isBridge, type PciFunction } from './function';

/** Drivers that leave a device to user space: they do not spoil a group (kernel vfio.rst). */
const HANDS_OFF = new Set(['vfio-pci', 'pci-stub']);

/** What lending the GPU's group would mean. `other`: the GPU is not in it. */
export type GroupVerdict = 'lendable' | 'shared' | 'other';

export interface IommuGroup {
  readonly id: number;
  readonly functions: readonly PciFunction[];
  readonly holdsGpu: boolean;
  readonly verdict: GroupVerdict;
}

/**
 * Endpoints of the group that belong to the host: not of the GPU's slot, no bridge, and on a driver of the host.
 * A driverless one does not spoil the group (kernel vfio.rst; tried in the lab).
 */
export function foreignEndpoints(group: readonly PciFunction[], gpu: PciAddress): readonly PciFunction[] {
  return group.filter(
    (fn) => slotOf(fn.address) !== slotOf(gpu) && !isBridge(fn) && fn.driver !== null && !HANDS_OFF.has(fn.driver),
  );
}

/** All IOMMU groups of the host, by number. Functions without a group are in none. */
export function iommuGroups(functions: readonly PciFunction[], gpu: PciAddress | null): readonly IommuGroup[] {
  const byId = new Map<number, PciFunction[]>();
  for (const fn of functions) {
    if (fn.iommuGroup === null) continue;
    byId.set(fn.iommuGroup, [...(byId.get(fn.iommuGroup) ?? []), fn]);
  }
  return [...byId.entries()]
    .sort(([a], [b]) => a - b)
    .map(([id, members]) => {
      const holdsGpu = gpu !== null && members.some((fn) => fn.address === gpu);
      const shared = gpu !== null && holdsGpu && foreignEndpoints(members, gpu).length > 0;
      return { id, functions: members, holdsGpu, verdict: holdsGpu ? (shared ? 'shared' : 'lendable') : 'other' };
    });
}

import { type PciAddress, slotOf } from './address';
import { baseClass, isBridge, type PciFunction } from './function';

/** Drivers that leave a device to user space: they do not spoil a group (kernel vfio.rst). */
const HANDS_OFF = new Set(['vfio-pci', 'pci-stub']);

/** What lending the GPU's group would mean. `other`: the GPU is not in it. */
export type GroupVerdict = 'lendable' | 'with-others' | 'shared' | 'other';

export interface IommuGroup {
  readonly id: number;
  readonly functions: readonly PciFunction[];
  readonly holdsGpu: boolean;
  readonly verdict: GroupVerdict;
}

/** Sound that shares the GPU's group can go to the machine's side with it; what stores, connects or shows may be the host's own. */
function mayGoAlong(fn: PciFunction): boolean {
  return baseClass(fn) === 0x04;
}

/**
 * Endpoints of the group outside the GPU's slot that change hands with it, because a group is lent as a whole: sound on a driver
 * of the host, or on vfio-pci where `away` says that it was taken along.
 */
export function goingAlong(
  group: readonly PciFunction[],
  gpu: PciAddress,
  away: (address: PciAddress) => boolean,
): readonly PciFunction[] {
  return group.filter(
    (fn) =>
      slotOf(fn.address) !== slotOf(gpu) &&
      !isBridge(fn) &&
      mayGoAlong(fn) &&
      (away(fn.address) || (fn.driver !== null && !HANDS_OFF.has(fn.driver))),
  );
}

/**
 * Endpoints of the group that belong to the host: not of the GPU's slot, no bridge, no sound that can go along, and on a driver of the host.
 * A driverless one does not spoil the group (kernel vfio.rst; tried in the lab).
 */
export function foreignEndpoints(group: readonly PciFunction[], gpu: PciAddress): readonly PciFunction[] {
  return group.filter(
    (fn) =>
      slotOf(fn.address) !== slotOf(gpu) &&
      !isBridge(fn) &&
      !mayGoAlong(fn) &&
      fn.driver !== null &&
      !HANDS_OFF.has(fn.driver),
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
    .map(([id, members]) => ({
      id,
      functions: members,
      holdsGpu: gpu !== null && members.some((fn) => fn.address === gpu),
      verdict: verdictOf(members, gpu),
    }));
}

function verdictOf(members: readonly PciFunction[], gpu: PciAddress | null): GroupVerdict {
  if (gpu === null || !members.some((fn) => fn.address === gpu)) return 'other';
  if (foreignEndpoints(members, gpu).length > 0) return 'shared';
  return goingAlong(members, gpu, () => false).length > 0 ? 'with-others' : 'lendable';
}

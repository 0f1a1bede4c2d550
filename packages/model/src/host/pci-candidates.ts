import { type PciAddress, slotOf } from '../pci/address';
import { baseClass, isBridge, isDisplay, type PciFunction } from '../pci/function';
import type { HostPciCandidate } from './hardware';

/** What the host does with functions, found in sysfs by whoever asks. */
export interface PciUses {
  /** A controller of disks that are mounted, swapped to, or part of LVM, RAID or a crypt. */
  readonly disk: ReadonlySet<PciAddress>;
  /** A USB controller with the host's own keyboard or mouse on it. */
  readonly input: ReadonlySet<PciAddress>;
  /** A network card that is up, or a group that a machine has open. */
  readonly inUse: ReadonlySet<PciAddress>;
}

/** Drivers that leave a device to user space (kernel vfio.rst). */
const HANDS_OFF = new Set(['vfio-pci', 'pci-stub']);

const KINDS: readonly (readonly [classCode: number, shift: number, kind: HostPciCandidate['kind']])[] = [
  [0x0c03, 8, 'usb-controller'],
  [0x0108, 8, 'nvme'],
  [0x04, 16, 'audio'],
  [0x02, 16, 'network'],
];

/** Base classes of what belongs to the board: memory, bridges, system, display (that is the GPU's matter), signal processing. */
const BOARD = new Set([0x03, 0x05, 0x06, 0x08, 0x11]);
const SMBUS = 0x0c05;

/** The functions that a machine may ask for, with the reason where one must stay. */
export function pciCandidates(
  functions: readonly PciFunction[],
  uses: PciUses,
  gpu: PciAddress | null,
): readonly HostPciCandidate[] {
  return functions
    .filter((fn) => !BOARD.has(baseClass(fn)) && fn.classCode >> 8 !== SMBUS)
    .filter((fn) => gpu === null || slotOf(fn.address) !== slotOf(gpu))
    .map((fn) => ({
      address: fn.address,
      name: fn.name,
      kind: KINDS.find(([code, shift]) => fn.classCode >> shift === code)?.[2] ?? 'other',
      driver: fn.driver,
      refused: refusalOf(functions, fn, uses),
    }));
}

/** What the host needs weighs most: a person who sees `host-disk` looks no further. */
function refusalOf(functions: readonly PciFunction[], fn: PciFunction, uses: PciUses): HostPciCandidate['refused'] {
  const along = withinLentSlot(functions, fn.address);
  if (along.some((address) => uses.disk.has(address))) return 'host-disk';
  if (along.some((address) => uses.input.has(address))) return 'host-input';
  if (along.some((address) => uses.inUse.has(address))) return 'in-use';
  if (fn.iommuGroup === null) return 'no-iommu';
  return isShared(functions, fn) ? 'shared-group' : null;
}

/**
 * The function with those of its slot and group that go with it, because a group is lent as a whole: sound, USB and its port
 * controllers, sensors. Without a group it goes alone.
 */
export function withinLentSlot(functions: readonly PciFunction[], address: PciAddress): readonly PciAddress[] {
  const main = functions.find((fn) => fn.address === address);
  if (!main || main.iommuGroup === null) return [address];
  return functions.filter((fn) => fn === main || (sameSlotAndGroup(fn, main) && goesAlong(fn))).map((fn) => fn.address);
}

function isShared(functions: readonly PciFunction[], main: PciFunction): boolean {
  return functions.some(
    (fn) =>
      fn !== main &&
      fn.iommuGroup === main.iommuGroup &&
      !isBridge(fn) &&
      fn.driver !== null &&
      !HANDS_OFF.has(fn.driver) &&
      !(sameSlotAndGroup(fn, main) && goesAlong(fn)),
  );
}

function sameSlotAndGroup(fn: PciFunction, main: PciFunction): boolean {
  return slotOf(fn.address) === slotOf(main.address) && fn.iommuGroup === main.iommuGroup;
}

const COMPANIONS = new Set([0x0c03, 0x0c80, 0x1180]);

function goesAlong(fn: PciFunction): boolean {
  return !isDisplay(fn) && (baseClass(fn) === 0x04 || COMPANIONS.has(fn.classCode >> 8));
}

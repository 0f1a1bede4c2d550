import { functionOf, type PciAddress } from './address';
import { isDisplay, type PciFunction } from './function';

const INTEL = '8086';

/**
 * Picks the GPU that can be lent: function 0 of a display device behind a bridge, preferably not the boot display and not
 * Intel's, then the lowest address. A wanted address wins when it is there.
 * @returns null when this host has no discrete GPU.
 */
export function chooseDiscreteGpu(functions: readonly PciFunction[], wanted?: PciAddress): PciFunction | null {
  const candidates = functions.filter((fn) => isDisplay(fn) && functionOf(fn.address) === 0 && fn.parent !== null);
  const asked = candidates.find((fn) => fn.address === wanted);
  if (asked) return asked;
  const rank = (fn: PciFunction): number => (fn.bootVga ? 2 : 0) + (fn.vendorId === INTEL ? 1 : 0);
  return [...candidates].sort((a, b) => rank(a) - rank(b) || a.address.localeCompare(b.address))[0] ?? null;
}

import { functionOf, pciAddress } from '../../pci/address';
import type { ProfileDefinition } from '../../profile/definition';
import { device, type Section } from '../emit';
import { hostPciPort } from '../layout';
import type { Json } from '../option-text';

/** Another lent device of the host with its place in the profile. */
interface Placed {
  readonly address: string;
  readonly index: number;
}

/** The functions of one slot belong together: they share a port, as they do in the laptop. */
export function hostSlots({ pci }: Pick<ProfileDefinition, 'pci'>): readonly (readonly Placed[])[] {
  const slots = new Map<string, Placed[]>();
  for (const [index, { address }] of pci.entries()) {
    const slot = address.slice(0, -2);
    const others = slots.get(slot) ?? [];
    if (!others.some((other) => other.address === address)) slots.set(slot, [...others, { address, index }]);
  }
  return [...slots.values()];
}

export const hostPci: Section = ({ profile, facts }) =>
  hostSlots(profile).flatMap((functions, slot) => {
    const sorted = [...functions].sort((a, b) => a.address.localeCompare(b.address));
    return sorted.map(({ address, index }, nth) => {
      const number = guestFunction(sorted, nth);
      const json = {
        id: `pci${index}`,
        bus: hostPciPort(slot).id,
        addr: `0x0.0x${number}`,
        ...(sorted.length > 1 && number === 0 && { multifunction: true }),
      };
      const driver: Json = facts.pciStandIns ? { driver: 'virtio-rng-pci' } : { driver: 'vfio-pci', host: address };
      return device({ why: 'host-pci', field: `pci.${index}` }, { ...driver, ...json });
    });
  });

/** As on the host; without a function 0 the guest would see none of them, so they move up then. */
function guestFunction(functions: readonly Placed[], nth: number): number {
  const numbers = functions.map(({ address }) => functionOf(pciAddress(address)));
  return numbers[0] === 0 ? (numbers[nth] ?? nth) : nth;
}

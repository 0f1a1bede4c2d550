import type { PciAddress } from '@baton/model/pci/address';
import { chooseDiscreteGpu } from '@baton/model/pci/choose';
import type { PciFunction } from '@baton/model/pci/function';
import type { PciBus } from '../ports/pci-bus';

/** The GPU of this host that can be lent; null = it has no discrete one. Wakes nothing and takes no device's lock. */
export async function findDiscreteGpu(bus: PciBus, wanted?: PciAddress): Promise<PciFunction | null> {
  return chooseDiscreteGpu(await bus.functions({ withoutLocks: true }), wanted);
}

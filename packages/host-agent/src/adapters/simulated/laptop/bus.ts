import type { PciAddress } from '@baton/model/pci/address';
import type { PciFunction } from '@baton/model/pci/function';
import { StuckError } from '../../../ports/kernel-errors';
import type { PciBus } from '../../../ports/pci-bus';
import type { LaptopOperation } from './faults';
import { blocksUnbind, find, probe, remove, rescan, unbind } from './kernel';
import type { SimulatedLaptop } from './laptop';
import { look } from './look';
import type { LaptopState, SimulatedFunction } from './state';

const NO_DEVICE = 'No such device';

/** What a write does to one function of the bus. */
type Deed = (fn: SimulatedFunction, state: LaptopState) => void;

/** The simulated laptop's PCI bus. */
export function simulatedBus(laptop: SimulatedLaptop): PciBus {
  const write = (operation: LaptopOperation, address: PciAddress, deed: Deed): Promise<void> =>
    laptop.write({ operation, address, deed: (state) => onFunction(state, address, deed) });
  const functions = (withoutLocks: boolean): readonly PciFunction[] => {
    const { stuck } = laptop.state;
    if (stuck && !withoutLocks) {
      throw new StuckError(`read ${stuck.address}`, { pid: stuck.pid, waitedMs: 0, kernel: 'waits for the device' });
    }
    return look(laptop.state, laptop.isGroupOpen());
  };
  return {
    functions: async (options = {}) => functions(options.withoutLocks ?? false),
    functionAt: async (address) => functions(false).find((fn) => fn.address === address) ?? null,
    setDriverOverride: (address, driver) =>
      write('override', address, (fn) => {
        fn.driverOverride = driver;
      }),
    unbind: (address) => unbindFunction(laptop, address),
    probe: (address) => write('probe', address, (fn, state) => probe(state, fn)),
    setPowerControl: (address, control) =>
      write('power-control', address, (fn) => {
        fn.powerControl = control;
      }),
    setD3coldAllowed: (address, allowed) =>
      write('d3cold', address, (fn) => {
        fn.d3coldAllowed = allowed;
      }),
    remove: (address) => write('remove', address, (fn, state) => remove(state, fn)),
    rescan: (port) => write('rescan', port, (_, state) => rescan(state, port)),
  };
}

function unbindFunction(laptop: SimulatedLaptop, address: PciAddress): Promise<void> {
  return laptop.write({
    operation: 'unbind',
    address,
    blocks: (state) => {
      const fn = find(state, address);
      return fn && blocksUnbind(state, fn, laptop.isGroupOpen());
    },
    deed: (state) => {
      if (!find(state, address)?.driver) return NO_DEVICE;
      return onFunction(state, address, unbind);
    },
  });
}

function onFunction(state: LaptopState, address: PciAddress, deed: Deed): string | undefined {
  const fn = find(state, address);
  if (!fn) return NO_DEVICE;
  deed(fn, state);
  return undefined;
}

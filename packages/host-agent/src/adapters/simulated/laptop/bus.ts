import type { PciAddress } from '@baton/model/pci/address';
import type { PciFunction } from '@baton/model/pci/function';
import { StuckError } from '../../../ports/kernel-errors';
import type { PciBus } from '../../../ports/pci-bus';
import { find } from './drivers';
import type { LaptopOperation } from './faults';
import { blocksUnbind, probe, remove, rescan, reset, unbind } from './kernel';
import type { SimulatedLaptop } from './laptop';
import { look } from './look';
import type { LaptopState, SimulatedFunction } from './state';

const NO_DEVICE = 'No such device';

/** What a write does to one function of the bus; returns the kernel's refusal. */
type Deed = (fn: SimulatedFunction, state: LaptopState) => string | undefined;

/** The simulated laptop's PCI bus. */
export function simulatedBus(laptop: SimulatedLaptop): PciBus {
  const write = (operation: LaptopOperation, address: PciAddress, deed: Deed): Promise<void> =>
    laptop.write({ operation, address, deed: (state) => onFunction(state, address, deed) });
  const functions = (withoutLocks: boolean): readonly PciFunction[] => {
    const { stuck } = laptop.state;
    // A service that hangs holds no lock of the bus.
    const locked = stuck && laptop.state.functions.some((fn) => fn.address === stuck.address);
    if (locked && !withoutLocks) {
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
        return undefined;
      }),
    unbind: (address) =>
      letGo(laptop, 'unbind', {
        address,
        deed: (fn, state) => {
          if (fn.driver === null) return NO_DEVICE;
          unbind(state, fn);
          return undefined;
        },
      }),
    probe: (address) => write('probe', address, (fn, state) => void probe(state, fn)),
    setPowerControl: (address, control) =>
      write('power-control', address, (fn) => {
        fn.powerControl = control;
        return undefined;
      }),
    setD3coldAllowed: (address, allowed) =>
      write('d3cold', address, (fn) => {
        fn.d3coldAllowed = allowed;
        return undefined;
      }),
    reset: (address) => write('reset', address, (fn, state) => reset(state, fn)),
    remove: (address) => letGo(laptop, 'remove', { address, deed: (fn, state) => void remove(state, fn) }),
    rescan: (port) => write('rescan', port, (_, state) => void rescan(state, port)),
  };
}

/** A write that takes the driver away: it waits for whoever still uses the device. */
function letGo(
  laptop: SimulatedLaptop,
  operation: 'unbind' | 'remove',
  { address, deed }: { readonly address: PciAddress; readonly deed: Deed },
): Promise<void> {
  return laptop.write({
    operation,
    address,
    blocks: (state) => {
      const fn = find(state, address);
      return fn && blocksUnbind(state, fn, laptop.isGroupOpen());
    },
    deed: (state) => onFunction(state, address, deed),
  });
}

function onFunction(state: LaptopState, address: PciAddress, deed: Deed): string | undefined {
  const fn = find(state, address);
  return fn ? deed(fn, state) : NO_DEVICE;
}

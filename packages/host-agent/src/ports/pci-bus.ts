import type { PciAddress } from '@baton/model/pci/address';
import type { PciFunction } from '@baton/model/pci/function';

export interface ReadOptions {
  /** Leaves out what the kernel reads under the device's lock (driver_override): a stuck write holds it for ever. */
  readonly withoutLocks?: boolean;
}

/**
 * The PCI bus of the host. Looking never wakes a device. Every write resolves when the kernel took it, which proves nothing:
 * read back. Rejects with WriteError when the kernel refuses, with StuckError when it does not answer in time.
 */
export interface PciBus {
  /** All functions, by address. */
  functions(options?: ReadOptions): Promise<readonly PciFunction[]>;
  /** One function, for reading back; null when it is not on the bus. */
  functionAt(address: PciAddress): Promise<PciFunction | null>;
  /** Only this driver may take the device from now on; null = any. */
  setDriverOverride(address: PciAddress, driver: string | null): Promise<void>;
  /** Takes the driver away. WriteError when there is none. */
  unbind(address: PciAddress): Promise<void>;
  /** Asks the drivers to take the device. Resolves also when none did. */
  probe(address: PciAddress): Promise<void>;
  setPowerControl(address: PciAddress, control: 'on' | 'auto'): Promise<void>;
  setD3coldAllowed(address: PciAddress, allowed: boolean): Promise<void>;
  /** Resets the function by the first way that the kernel knows. */
  reset(address: PciAddress): Promise<void>;
  /** Takes the function off the bus. */
  remove(address: PciAddress): Promise<void>;
  /** Looks for functions behind the bridge; they come back with a driver when one is loaded. */
  rescan(port: PciAddress): Promise<void>;
}

import { join } from 'node:path';
import { isPciAddress, type PciAddress } from '@baton/model/pci/address';
import type { PciFunction } from '@baton/model/pci/function';
import type { Clock } from '../../../ports/clock';
import { StuckError } from '../../../ports/kernel-errors';
import type { PciBus, ReadOptions } from '../../../ports/pci-bus';
import { type OneShot, writeInChild } from './one-shot';
import { type NamelessFunction, readFunction, readOverride } from './pci-function';
import type { PciNames } from './pci-names';
import { list } from './sysfs';

const DEADLINE_MS = 10_000;
/** NVIDIA's remove callback takes its time (docs/kernel-notes.md, Writes that never return). */
const UNBIND_DEADLINE_MS = 20_000;
/** A read of an attribute that needs the device's lock; longer means that a writer is stuck in it. */
const LOCKED_READ_MS = 2_000;

export interface LinuxPciBusParts {
  /** `/sys/bus/pci`, or a fixture's. */
  readonly root: string;
  readonly oneShot: OneShot;
  readonly names: PciNames;
  readonly clock: Clock;
}

/** The PCI bus of a real host, through sysfs. */
export class LinuxPciBus implements PciBus {
  readonly #devices: string;

  constructor(private readonly parts: LinuxPciBusParts) {
    this.#devices = join(parts.root, 'devices');
  }

  async functions(options: ReadOptions = {}): Promise<readonly PciFunction[]> {
    const addresses = (await list(this.#devices)).filter(isPciAddress).sort();
    const found = await Promise.all(addresses.map((address) => this.#read(address, options)));
    const present = found.filter((fn) => fn !== null);
    await this.parts.names.learn(present);
    return present.map((fn) => this.#named(fn));
  }

  async functionAt(address: PciAddress): Promise<PciFunction | null> {
    const fn = await this.#read(address, {});
    return fn && this.#named(fn);
  }

  setDriverOverride(address: PciAddress, driver: string | null): Promise<void> {
    return this.#write(`reserve ${address}`, this.#attribute(address, 'driver_override'), driver ?? '');
  }

  unbind(address: PciAddress): Promise<void> {
    const path = this.#attribute(address, 'driver/unbind');
    const doing = `unbind ${address}`;
    return writeInChild(this.parts.oneShot, { doing, path, text: address, deadlineMs: UNBIND_DEADLINE_MS });
  }

  probe(address: PciAddress): Promise<void> {
    return this.#write(`probe ${address}`, join(this.parts.root, 'drivers_probe'), address);
  }

  setPowerControl(address: PciAddress, control: 'on' | 'auto'): Promise<void> {
    return this.#write(`power control of ${address}`, this.#attribute(address, 'power/control'), control);
  }

  setD3coldAllowed(address: PciAddress, allowed: boolean): Promise<void> {
    return this.#write(`D3cold of ${address}`, this.#attribute(address, 'd3cold_allowed'), allowed ? '1' : '0');
  }

  reset(address: PciAddress): Promise<void> {
    return this.#write(`reset ${address}`, this.#attribute(address, 'reset'), '1');
  }

  remove(address: PciAddress): Promise<void> {
    return this.#write(`remove ${address}`, this.#attribute(address, 'remove'), '1');
  }

  rescan(port: PciAddress): Promise<void> {
    return this.#write(`rescan behind ${port}`, this.#attribute(port, 'rescan'), '1');
  }

  #attribute(address: PciAddress, name: string): string {
    return join(this.#devices, address, name);
  }

  #write(doing: string, path: string, text: string): Promise<void> {
    return writeInChild(this.parts.oneShot, { doing, path, text, deadlineMs: DEADLINE_MS });
  }

  async #read(address: PciAddress, options: ReadOptions): Promise<NamelessFunction | null> {
    const fn = await readFunction(this.#devices, address);
    if (!fn || options.withoutLocks) return fn;
    return { ...fn, driverOverride: await this.#override(address) };
  }

  async #override(address: PciAddress): Promise<string | null> {
    const answered = new AbortController();
    const read = readOverride(this.#devices, address);
    const late = this.parts.clock.sleep(LOCKED_READ_MS, answered.signal).then(
      () => this.#proveLocked(address),
      () => undefined,
    );
    try {
      await Promise.race([read, late]);
      return await read;
    } finally {
      answered.abort();
    }
  }

  /**
   * A host that is overloaded, or that slept meanwhile, is late as well, and a GPU that is called stuck stays so until the host
   * restarts. So only a second reader that hangs in the kernel proves it.
   * @throws StuckError
   */
  async #proveLocked(address: PciAddress): Promise<void> {
    const path = this.#attribute(address, 'driver_override');
    const order = { doing: `read ${address}`, deadlineMs: LOCKED_READ_MS };
    await this.parts.oneShot.run({ ...order, argv: ['cat', path] }).catch((error: unknown) => {
      if (error instanceof StuckError) throw error;
    });
  }

  #named(fn: NamelessFunction): PciFunction {
    return { ...fn, name: this.parts.names.nameOf(fn) };
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pciAddress } from '@baton/model/pci/address';
import { SimulatedLaptop } from '../../src/adapters/simulated/laptop/laptop';
import type { Scenario } from '../../src/adapters/simulated/laptop/scenarios';
import { TurnedClock } from '../handover/turned-clock';

export const GPU = pciAddress('0000:01:00.0');
export const AUDIO = pciAddress('0000:01:00.1');
export const PORT = pciAddress('0000:00:01.0');
export const SLOT = [GPU, AUDIO];
export const BLENDER = { pid: 9, user: 'anna', command: 'blender', opens: ['/dev/nvidia0'] };
export const BBSWITCH = { backend: 'bbswitch', calls: null } as const;
export const SWITCHEROO = { backend: 'vga-switcheroo', calls: null } as const;

/** A folder for the laptop's file, a clock that is turned by hand, and the pids that live. */
export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), 'baton-laptop-'));
  readonly file = join(this.folder, 'laptop.json');
  readonly clock = new TurnedClock();
  readonly alive = new Set<number>();

  laptop(scenario: Scenario = 'optimus'): SimulatedLaptop {
    const { file, clock, alive } = this;
    return new SimulatedLaptop({ file, scenario, clock, pace: 'none', isAlive: (pid) => alive.has(pid) });
  }

  /** The optimus laptop with nobody on the card. */
  async bare(): Promise<SimulatedLaptop> {
    const made = this.laptop();
    for (const name of ['nvidia_drm', 'nvidia_uvm', 'nvidia']) await made.modules.unload(name);
    await made.bus.unbind(AUDIO);
    return made;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function driverOf(laptop: SimulatedLaptop, address = GPU): Promise<string | null | undefined> {
  return (await laptop.bus.functionAt(address))?.driver;
}

/** Function 0 and its companion, taken by vfio-pci. */
export async function toVfio(laptop: SimulatedLaptop): Promise<void> {
  for (const address of SLOT) {
    await laptop.bus.setDriverOverride(address, 'vfio-pci');
    if (await driverOf(laptop, address)) await laptop.bus.unbind(address);
  }
  await laptop.modules.load('vfio-pci');
  for (const address of SLOT) await laptop.bus.probe(address);
}

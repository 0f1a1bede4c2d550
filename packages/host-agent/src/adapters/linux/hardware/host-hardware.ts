import { join } from 'node:path';
import type { Clock } from '../../../ports/clock';
import type { HostHardware } from '../../../ports/host-hardware';
import { LinuxDisplays } from './displays';
import { LinuxHolders } from './holders';
import { KernelLog } from './kernel-log';
import { LinuxModules } from './modules';
import { OneShot } from './one-shot';
import { LinuxPciBus } from './pci-bus';
import { PCI_IDS_FILES, PciNames } from './pci-names';
import { LinuxPowerSwitch } from './power-switch';
import { readText } from './sysfs';

export interface LinuxHardwareOptions {
  readonly clock: Clock;
  /** Other roots than the host's own, for a fixture. */
  readonly sysfsRoot?: string;
  readonly procRoot?: string;
  readonly pciIdsFiles?: readonly string[];
  readonly passwdFile?: string;
}

/** A real host's hardware. Nothing is read before it is asked. */
export function createLinuxHardware(options: LinuxHardwareOptions): HostHardware {
  const { clock, sysfsRoot = '/sys', procRoot = '/proc', passwdFile = '/etc/passwd' } = options;
  const oneShot = new OneShot({ clock, procRoot: '/proc' });
  const names = new PciNames(options.pciIdsFiles ?? PCI_IDS_FILES);
  return {
    bus: new LinuxPciBus({ root: join(sysfsRoot, 'bus/pci'), oneShot, names, clock }),
    power: new LinuxPowerSwitch({ sysfsRoot, procRoot, oneShot, log: new KernelLog(oneShot) }),
    modules: new LinuxModules({ sysfsRoot, procRoot, oneShot }),
    holders: new LinuxHolders({ sysfsRoot, procRoot, passwdFile }),
    displays: new LinuxDisplays(sysfsRoot),
    bootId: async () => (await readText(join(procRoot, 'sys/kernel/random/boot_id'))) ?? 'unknown',
  };
}

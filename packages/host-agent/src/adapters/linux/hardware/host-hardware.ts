import { join } from 'node:path';
import type { Clock } from '../../../ports/clock';
import type { HostHardware } from '../../../ports/host-hardware';
import { LinuxCardRom } from './card-rom';
import { LinuxDisplays } from './displays';
import { LinuxHardwareEvents } from './hardware-events';
import { LinuxHolders } from './holders';
import { LinuxHostPower } from './host-power';
import { KernelLog } from './kernel-log';
import { LinuxMasters } from './masters';
import { LinuxModules } from './modules';
import { OneShot } from './one-shot';
import { runOptirun } from './optirun';
import { LinuxPciBus } from './pci-bus';
import { PCI_IDS_FILES, PciNames } from './pci-names';
import { LinuxPowerSwitch } from './power-switch';
import { LinuxServices } from './services';
import { LinuxSleep } from './sleep';
import { readText } from './sysfs';

export interface LinuxHardwareOptions {
  readonly clock: Clock;
  /** Other roots than the host's own, for a fixture. */
  readonly sysfsRoot?: string;
  readonly procRoot?: string;
  readonly devRoot?: string;
  readonly etcRoot?: string;
  readonly runRoot?: string;
  readonly libRoots?: readonly string[];
  readonly pciIdsFiles?: readonly string[];
  readonly passwdFile?: string;
  /** Where programs live, in the form of PATH. */
  readonly path?: string;
  readonly optirunFolders?: readonly string[];
}

/** A real host's hardware. Nothing is read before it is asked. */
export function createLinuxHardware(options: LinuxHardwareOptions): HostHardware {
  const { clock, path, sysfsRoot = '/sys', procRoot = '/proc', devRoot = '/dev', etcRoot = '/etc' } = options;
  const { runRoot = '/run', libRoots = ['/usr/lib', '/lib'], passwdFile = join(etcRoot, 'passwd') } = options;
  const { pciIdsFiles = PCI_IDS_FILES, optirunFolders = ['/usr/bin', '/usr/local/bin'] } = options;
  // A child is looked at where it runs, also beside a fixture.
  const oneShot = new OneShot({ clock, procRoot: '/proc', path });
  const names = new PciNames(pciIdsFiles);
  const log = new KernelLog(oneShot);
  return {
    bus: new LinuxPciBus({ root: join(sysfsRoot, 'bus/pci'), oneShot, names, clock }),
    power: new LinuxPowerSwitch({ sysfsRoot, procRoot, oneShot, log }),
    modules: new LinuxModules({ sysfsRoot, procRoot, oneShot }),
    holders: new LinuxHolders({ sysfsRoot, procRoot, devRoot, passwdFile, oneShot }),
    displays: new LinuxDisplays({ sysfsRoot, oneShot }),
    services: new LinuxServices({ sysfsRoot, oneShot }),
    events: new LinuxHardwareEvents({ clock, path }),
    supply: new LinuxHostPower(sysfsRoot),
    sleep: new LinuxSleep({ clock, path, runRoot }),
    rom: new LinuxCardRom({ sysfsRoot, oneShot, log }),
    masters: new LinuxMasters({ sysfsRoot, procRoot, etcRoot, runRoot, libRoots }),
    optirun: () => runOptirun(oneShot, optirunFolders),
    bootId: async () => (await readText(join(procRoot, 'sys/kernel/random/boot_id'))) ?? 'unknown',
  };
}

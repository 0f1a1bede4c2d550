import { access, constants, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostHardware as Hardware, HugepagePool } from '@baton/model/host/hardware';
import { pciCandidates } from '@baton/model/host/pci-candidates';
import type { PciAddress } from '@baton/model/pci/address';
import type { HostInventory } from '../../../ports/host-inventory';
import type { PciBus } from '../../../ports/pci-bus';
import { PROGRAM_PATH } from '../hardware/one-shot';
import { exists, list } from '../hardware/sysfs';
import { hugetlbfs, linuxPool } from '../outfit/hugepage-pools';
import { kvmfrMiB } from '../outfit/means';
import { readBlockDevices } from './block-devices';
import { readBlockUses } from './block-uses';
import { readHostCpu } from './host-cpu';
import { readPciUses } from './pci-uses';
import { readUsbDevices } from './usb-devices';
import { usbMounts } from './usb-mounts';

export interface LinuxInventoryOptions {
  readonly bus: PciBus;
  /** The GPU's function 0: its slot is not for the list of other devices. */
  readonly gpu: () => PciAddress | null;
  /** What the host's QEMU has of UEFI firmware. */
  readonly firmware: () => Promise<Hardware['firmware']>;
  readonly root: boolean;
  /** Other roots than the host's own, for a fixture. */
  readonly sysfsRoot?: string;
  readonly procRoot?: string;
  readonly devRoot?: string;
  /** Where programs live, in the form of PATH. */
  readonly path?: string;
}

/** A real host, by sysfs, procfs and links of udev's: nothing is opened, asked or woken. */
export function linuxInventory(options: LinuxInventoryOptions): HostInventory {
  const { bus, root, sysfsRoot = '/sys', procRoot = '/proc', devRoot = '/dev', path = PROGRAM_PATH } = options;
  const roots = { sysfsRoot, procRoot, devRoot };

  async function pci(): Promise<Hardware['pci']> {
    const [functions, blocks] = await Promise.all([bus.functions({ withoutLocks: true }), readBlockUses(roots)]);
    return pciCandidates(functions, await readPciUses(sysfsRoot, blocks), options.gpu());
  }

  /** As root only: an ordinary user makes no tap devices. */
  async function canNat(): Promise<boolean> {
    const found = await Promise.all([
      exists(join(devRoot, 'net/tun')),
      ...['ip', 'nft'].map((program) => isInstalled(path, program)),
    ]);
    return root && found.every(Boolean);
  }

  return {
    async hardware() {
      const [cpu, hugepages, usb, candidates, evdev, bridges, blockDevices, firmware, tpm, passt, nat, kvmfr] =
        await Promise.all([
          readHostCpu(roots),
          readPools(sysfsRoot, procRoot),
          readBlockUses(roots).then(async (uses) => readUsbDevices(sysfsRoot, await usbMounts(sysfsRoot, uses))),
          pci(),
          readEvdev(devRoot),
          readBridges(sysfsRoot),
          readBlockDevices(roots),
          options.firmware(),
          isInstalled(path, 'swtpm'),
          isInstalled(path, 'passt'),
          canNat(),
          kvmfrMiB(sysfsRoot),
        ]);
      return {
        cpu,
        hugepages,
        usb,
        pci: candidates,
        evdev,
        bridges,
        blockDevices,
        firmware,
        tpm,
        passt,
        nat,
        kvmfrMiB: kvmfr,
      };
    },
  };
}

async function readPools(sysfsRoot: string, procRoot: string): Promise<readonly HugepagePool[]> {
  const pools = await Promise.all(
    (['2M', '1G'] as const).map(async (size) => {
      const [pool, mountPoint] = await Promise.all([linuxPool(sysfsRoot, size), hugetlbfs(procRoot, size)]);
      return pool && { size, ...pool, mountPoint };
    }),
  );
  return pools.filter((pool) => pool !== null);
}

/** Keyboards and mice by their lasting names: `usb-Logitech_G502-event-mouse`. */
async function readEvdev(devRoot: string): Promise<Hardware['evdev']> {
  const names = (await readdir(join(devRoot, 'input/by-id')).catch(() => [] as string[])).sort();
  return names
    .filter((name) => /-event-(kbd|mouse)$/.test(name))
    .map((name) => ({ path: `/dev/input/by-id/${name}`, name: spoken(name) }));
}

function spoken(name: string): string {
  const kind = name.endsWith('-kbd') ? 'keyboard' : 'mouse';
  const device = name.replace(/^(usb|bluetooth)-/, '').replace(/(-if\d+)?-event-(kbd|mouse)$/, '');
  return `${device.replaceAll('_', ' ')} (${kind})`;
}

async function readBridges(sysfsRoot: string): Promise<readonly string[]> {
  const folder = join(sysfsRoot, 'class/net');
  const found = await Promise.all(
    (await list(folder)).map(async (name) => ((await exists(join(folder, name, 'bridge'))) ? name : null)),
  );
  return found.filter((name) => name !== null).sort();
}

async function isInstalled(path: string, program: string): Promise<boolean> {
  const found = await Promise.all(
    path.split(':').map((folder) =>
      access(join(folder, program), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

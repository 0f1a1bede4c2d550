import { join } from 'node:path';
import { linuxInventory } from '../adapters/linux/inventory/inventory';
import { linuxOutfitMeans } from '../adapters/linux/outfit/means';
import type { AgentConfig } from '../config';
import { createOutfitter } from '../machines/outfit/outfitter';
import type { Clock } from '../ports/clock';
import type { HostInventory } from '../ports/host-inventory';
import type { Outfitter } from '../ports/outfit';
import type { QemuInstallation } from '../ports/qemu-installation';
import type { ChosenHost } from './host';

export interface StockParts {
  readonly config: AgentConfig;
  readonly host: ChosenHost;
  readonly clock: Clock;
  readonly installation: QemuInstallation;
}

/** What the host has for machines, and what sets it up for them. QEMU runs on this host, also for a simulated laptop. */
export function takeStock({ config, host, clock, installation }: StockParts): {
  readonly inventory: HostInventory;
  readonly outfitter: Outfitter;
} {
  const { root, stateDir, vmUid } = config;
  const { hardware, gpuAddress } = host;
  const real = linuxInventory({
    ...{ bus: hardware.bus, root },
    gpu: () => gpuAddress,
    firmware: async () => (await installation.firmwares()).map(({ flash, secureBoot }) => ({ flash, secureBoot })),
  });
  const inventory = host.inventory(real);
  const outfitter = createOutfitter({
    ...{ inventory, hardware, clock, vmUid },
    means: linuxOutfitMeans({ clock, root }),
    vfio: host.assignment === 'vfio-pci',
    sharedFolder: join(stateDir, 'outfit'),
  });
  return { inventory, outfitter };
}

import { join } from 'node:path';
import type { Connector } from '@baton/model/host/connector';
import type { PciAddress } from '@baton/model/pci/address';
import type { Displays } from '../../../ports/displays';
import { list, readText } from './sysfs';

/** The connectors of a real host's GPUs. The kernel serves both attributes from memory. */
export class LinuxDisplays implements Displays {
  constructor(private readonly sysfsRoot: string) {}

  async connectors(gpu: PciAddress): Promise<readonly Connector[]> {
    const drm = join(this.sysfsRoot, 'bus/pci/devices', gpu, 'drm');
    const cards = (await list(drm)).filter((name) => /^card\d+$/.test(name));
    const perCard = await Promise.all(cards.map((card) => this.#ofCard(join(drm, card), card)));
    return perCard.flat();
  }

  async #ofCard(folder: string, card: string): Promise<readonly Connector[]> {
    const names = (await list(folder)).filter((name) => name.startsWith(`${card}-`));
    return Promise.all(
      names.map(async (name) => ({
        name: name.slice(card.length + 1),
        connected: (await readText(join(folder, name, 'status'))) === 'connected',
        enabled: (await readText(join(folder, name, 'enabled'))) === 'enabled',
      })),
    );
  }
}

import { join } from 'node:path';
import type { Connector } from '@baton/model/host/connector';
import type { FramebufferConsole } from '@baton/model/host/console';
import type { PciAddress } from '@baton/model/pci/address';
import type { Displays } from '../../../ports/displays';
import { type OneShot, writeInChild } from './one-shot';
import { list, readLinkName, readText } from './sysfs';

/** Unbinding redraws the console through the GPU's driver. */
const DEADLINE_MS = 10_000;

export interface LinuxDisplaysParts {
  readonly sysfsRoot: string;
  readonly oneShot: OneShot;
}

/** What a real host's GPUs show. The kernel serves all of these attributes from memory. */
export class LinuxDisplays implements Displays {
  constructor(private readonly parts: LinuxDisplaysParts) {}

  async connectors(gpu: PciAddress): Promise<readonly Connector[]> {
    const drm = join(this.parts.sysfsRoot, 'bus/pci/devices', gpu, 'drm');
    const cards = (await list(drm)).filter((name) => /^card\d+$/.test(name));
    const perCard = await Promise.all(cards.map((card) => this.#ofCard(join(drm, card), card)));
    return perCard.flat();
  }

  /**
   * The console that draws on framebuffers (Documentation/ABI/testing/sysfs-class-vtconsole). Where another device has a framebuffer
   * too, the kernel moves the console there by itself: null.
   */
  async console(gpu: PciAddress): Promise<FramebufferConsole | null> {
    const framebuffers = await this.#owners();
    if (framebuffers.length === 0 || framebuffers.some((owner) => owner !== gpu)) return null;
    for (const id of (await list(this.#consoles)).filter((name) => /^vtcon\d+$/.test(name)).sort()) {
      const [name, bind] = await Promise.all(
        ['name', 'bind'].map((attribute) => readText(join(this.#consoles, id, attribute))),
      );
      if (name?.includes('frame buffer')) return { id, name, bound: bind === '1' };
    }
    return null;
  }

  setConsole(id: string, to: 'bound' | 'unbound'): Promise<void> {
    return writeInChild(this.parts.oneShot, {
      doing: `${to === 'bound' ? 'bind' : 'unbind'} text console ${id}`,
      path: join(this.#consoles, id, 'bind'),
      text: to === 'bound' ? '1' : '0',
      deadlineMs: DEADLINE_MS,
    });
  }

  get #consoles(): string {
    return join(this.parts.sysfsRoot, 'class/vtconsole');
  }

  /** The device of each framebuffer: a PCI address, or such as `simple-framebuffer.0`; null = it does not say. */
  async #owners(): Promise<readonly (string | null)[]> {
    const folder = join(this.parts.sysfsRoot, 'class/graphics');
    const names = (await list(folder)).filter((name) => /^fb\d+$/.test(name));
    return Promise.all(names.map((name) => readLinkName(join(folder, name, 'device'))));
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

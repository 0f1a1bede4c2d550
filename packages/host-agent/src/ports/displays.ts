import type { Connector } from '@baton/model/host/connector';
import type { FramebufferConsole } from '@baton/model/host/console';
import type { PciAddress } from '@baton/model/pci/address';

export interface Displays {
  /** The GPU's connectors; empty without a DRM driver. */
  connectors(gpu: PciAddress): Promise<readonly Connector[]>;
  /** The kernel's text console, when this GPU's framebuffer is the only one that it could be drawn on. */
  console(gpu: PciAddress): Promise<FramebufferConsole | null>;
  /** @throws WriteError | StuckError */
  setConsole(id: string, to: 'bound' | 'unbound'): Promise<void>;
}

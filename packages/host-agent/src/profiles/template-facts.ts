import type { TemplateFacts } from '@baton/model/profile/templates';
import type { HostCapacity } from '../ports/host-capacity';
import type { HostInventory } from '../ports/host-inventory';
import type { QemuInstallation } from '../ports/qemu-installation';

export interface TemplateDeps {
  readonly capacity: HostCapacity;
  readonly inventory: HostInventory;
  readonly installation: Pick<QemuInstallation, 'capabilities'>;
  readonly hasGpu: () => boolean;
  /** Paths of the ISOs in the storage. */
  readonly isos: () => Promise<readonly string[]>;
}

/** As Fedora's project names its file: `virtio-win-0.1.271.iso`. */
const VIRTIO_WIN = /\/virtio-win[^/]*\.iso$/i;

/** What of this host templates are fitted to. */
export async function templateFacts(deps: TemplateDeps): Promise<TemplateFacts> {
  const { capacity, inventory, installation, hasGpu, isos } = deps;
  const [{ totalMiB }, { firmware, tpm }, can, discs] = await Promise.all([
    capacity.memory(),
    inventory.hardware(),
    installation.capabilities(),
    isos(),
  ]);
  const newest = discs
    .filter((path) => VIRTIO_WIN.test(path))
    .sort()
    .at(-1);
  return {
    cpus: capacity.cpus,
    memoryMiB: totalMiB,
    can,
    firmware,
    tpm,
    hasGpu: hasGpu(),
    virtioWinIso: newest ?? null,
  };
}

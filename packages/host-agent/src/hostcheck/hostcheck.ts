import type { HostService } from '@baton/api/services';
import type { HostView } from '@baton/api/views';
import type { HostHardware } from '@baton/model/host/hardware';
import { type Problem, problem } from '@baton/model/problem';
import type { QemuCapabilities } from '@baton/model/qemu/capabilities';
import type { EventHub } from '../events/hub';
import type { HostFacts } from '../ports/host-facts';
import type { HostInventory } from '../ports/host-inventory';
import type { QemuInstallation } from '../ports/qemu-installation';

const HOST_ID = 'local';

export interface HostCheckParts {
  readonly facts: HostFacts;
  readonly installation: QemuInstallation;
  readonly inventory: HostInventory;
  readonly events: EventHub;
  readonly hasGpu: () => boolean;
  readonly simulated: HostView['simulated'];
  readonly storageFolders: readonly string[];
  readonly version: string;
  readonly failed: (error: unknown) => void;
}

/** What this host is, what it can do, and what is missing. */
export class HostCheck implements HostService {
  #tested = false;

  constructor(private readonly parts: HostCheckParts) {}

  async view(): Promise<HostView> {
    const { facts, installation, simulated, storageFolders, version } = this.parts;
    const [os, bootedAt, qemu, accelerator] = await Promise.all([
      facts.os(),
      facts.bootedAt(),
      installation.find(),
      installation.knownAccelerator(),
    ]);
    if (qemu && accelerator.because === 'not-tested-yet') this.#test();
    return {
      id: HOST_ID,
      hostname: facts.hostname,
      os,
      kernel: facts.kernel,
      bootedAt,
      cpuModel: facts.cpuModel,
      cpuCount: facts.cpuCount,
      memoryTotalMiB: facts.memoryTotalMiB,
      simulated,
      qemu: qemu && { version: qemu.version, path: qemu.path },
      accelerator,
      storageFolders,
      version,
      problems: await this.#problems(qemu !== null),
    };
  }

  hardware(): Promise<HostHardware> {
    return this.parts.inventory.hardware();
  }

  capabilities(): Promise<QemuCapabilities | null> {
    return this.parts.installation.capabilities();
  }

  /** Somebody looks for the first time: the test takes seconds, its result comes as an event. */
  #test(): void {
    if (this.#tested) return;
    this.#tested = true;
    const { installation, events, failed } = this.parts;
    void installation.accelerator().then(() => events.emit('host'), failed);
  }

  async #problems(hasQemu: boolean): Promise<readonly Problem[]> {
    const { facts, installation, hasGpu } = this.parts;
    const [hasImageTool, firmware] = await Promise.all([facts.hasProgram('qemu-img'), installation.firmwares()]);
    return [
      ...(hasQemu ? [] : [problem('qemu.missing', { binary: 'qemu-system-x86_64' })]),
      ...(hasImageTool ? [] : [problem('qemu-img.missing', {})]),
      ...(firmware.length > 0 ? [] : [problem('qemu.firmware-missing', { firmware: 'uefi' })]),
      ...(hasGpu() ? [] : [problem('gpu.none', {})]),
    ];
  }
}

import { ProblemError, problem } from '@baton/model/problem';
import type { ProfileDefinition } from '@baton/model/profile/definition';
import type { QemuArgument } from '@baton/model/qemu/argument';
import type { GpuAssignment } from '@baton/model/qemu/assignment';
import { qemuArguments } from '@baton/model/qemu/compile';
import type { QemuFacts } from '@baton/model/qemu/facts';
import type { HostCapacity } from '../ports/host-capacity';
import type { MachineFiles } from '../ports/machine-files';
import type { QemuInstallation } from '../ports/qemu-installation';
import { qemuFacts, wordsOf } from './launch-plan';
import { likelyOutfit } from './likely-outfit';
import { QEMU_BINARY } from './start-plan';

export interface PreviewDeps {
  readonly installation: QemuInstallation;
  readonly capacity: Pick<HostCapacity, 'cpuVendor'>;
  readonly files: MachineFiles;
  /** How the GPU would enter a command line, without lending it; null = it would not. */
  readonly previewAssignment: () => Promise<GpuAssignment | null>;
}

/** What a profile would be compiled to, for reading: nothing is checked, made or resolved. */
export class Previewer {
  constructor(private readonly deps: PreviewDeps) {}

  /** @param machineId names the machine's files; a profile that is not saved has none yet. @throws ProblemError `qemu.missing` */
  async arguments(definition: ProfileDefinition, machineId: string): Promise<readonly QemuArgument[]> {
    const { facts, gpu } = await this.compileFacts(definition, machineId);
    return qemuArguments(definition, gpu, facts);
  }

  /** With the binary. @throws ProblemError `qemu.missing` */
  async commandLine(definition: ProfileDefinition, machineId: string): Promise<readonly string[]> {
    const found = await this.deps.installation.find();
    return [found?.path ?? QEMU_BINARY, ...wordsOf(await this.arguments(definition, machineId))];
  }

  /** Everything that the compiler needs besides the profile, as far as it can be known without touching anything. */
  async compileFacts(
    definition: ProfileDefinition,
    machineId: string,
  ): Promise<{ readonly facts: QemuFacts; readonly gpu: GpuAssignment | null }> {
    const { installation, files, capacity, previewAssignment } = this.deps;
    const wanted = definition.machine.firmware;
    const [can, accelerator, firmware, gpu] = await Promise.all([
      installation.capabilities(),
      installation.knownAccelerator(),
      wanted.kind === 'uefi' ? installation.firmware(wanted) : null,
      definition.gpu.wanted ? previewAssignment() : null,
    ]);
    if (!can) throw new ProblemError(problem('qemu.missing', { binary: QEMU_BINARY }));
    const paths = files.paths(machineId);
    const outfit = likelyOutfit(definition, machineId, paths);
    return { facts: qemuFacts({ can, accelerator, firmware }, { paths, outfit, cpuVendor: capacity.cpuVendor }), gpu };
  }
}

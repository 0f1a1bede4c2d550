import type { ProfileDefinition } from '@baton/model/profile/definition';
import type { GpuAssignment } from '@baton/model/qemu/assignment';
import type { Activity } from '../operations/activity';
import type { OperationHandle } from '../operations/recorder';
import type { MachineFiles } from '../ports/machine-files';
import type { Outfit, Outfitter } from '../ports/outfit';
import type { Member } from './fleet';
import type { StartPlan } from './start-plan';

/** For a machine that needs nothing of the host. */
export const NO_OUTFIT: Outfit = {
  hugepagePath: null,
  nics: {},
  tpmSocket: null,
  lookingGlassPath: null,
  acpiTables: [],
  memlockBytes: null,
  notes: [],
};

export interface DresserDeps {
  readonly files: MachineFiles;
  readonly outfitter: Outfitter;
  readonly activity: Activity;
}

export interface DressOrder {
  readonly gpu: GpuAssignment | null;
  readonly operation: OperationHandle;
  /** Resolves when the run is on record. */
  readonly recorded: Promise<unknown> | null;
}

/** Puts a machine's outfit on before its start, and takes it off after its end, whichever way it ends. */
export class Dresser {
  constructor(private readonly deps: DresserDeps) {}

  /** Clears the run directory; most machines need no more than that. @throws ProblemError of the outfitter */
  async prepare(
    { profile, definition, withGpu }: StartPlan,
    { gpu, operation, recorded }: DressOrder,
  ): Promise<Outfit> {
    const { files, outfitter } = this.deps;
    const { folder, runDir, qemuLog } = await files.prepare(profile.id);
    if (!needsOutfit(definition, gpu)) return NO_OUTFIT;
    // On record first: an agent that ends from here on finds for whom the host was set up.
    await recorded;
    const order = { machineId: profile.id, definition, folder, runDir, logFile: qemuLog, withGpu };
    return outfitter.prepare({ ...order, step: (kind, work) => operation.step(kind, work) });
  }

  /** When QEMU is ready: its threads go where the profile wants them. @throws ProblemError `cpu.*` */
  async settle({ profile, definition }: StartPlan, member: Member, operation: OperationHandle): Promise<void> {
    const { session, qemu } = member.driver;
    const { pinning, isolate } = definition.cpu;
    if (!(pinning || isolate) || !session || !qemu) return;
    const { folder } = this.deps.files.paths(profile.id);
    await operation.step('pin', async (note) => {
      const order = { machineId: profile.id, definition, folder };
      const told = await this.deps.outfitter.settle(order, { pid: qemu.identity.pid, session });
      if (told.length > 0) note(told.join(' '));
    });
  }

  /** One at a time for each machine; a new start waits for it. Never fails. */
  dismiss(member: Member): Promise<void> {
    member.undressing = member.undressing.then(() => this.#dismiss(member));
    return member.undressing;
  }

  async #dismiss({ id, name }: Member): Promise<void> {
    const { files, outfitter, activity } = this.deps;
    const { folder, qemuLog } = files.paths(id);
    const left = await outfitter.dismiss({ machineId: id, folder, logFile: qemuLog });
    if (left.length === 0) return;
    activity.record('machine.left-behind', { kind: 'machine', id, name }, null, { words: left.join(' ') });
  }
}

/** Whether a start has anything to set up: a plain machine's start does not wait for one that has not. */
function needsOutfit(definition: ProfileDefinition, gpu: GpuAssignment | null): boolean {
  const { memory, machine, nics, usb, pci, hooks, muxless, lookingGlass } = definition;
  return (
    gpu?.kind === 'vfio-pci' ||
    memory.hugepages !== null ||
    memory.lock ||
    machine.tpm ||
    nics.some(({ connection }) => connection.kind !== 'user') ||
    usb.some(({ required }) => required) ||
    pci.length + hooks.length > 0 ||
    muxless.romTable ||
    muxless.battery ||
    lookingGlass !== null
  );
}

import { hasVirtualScreen } from '@baton/model/profile/display';
import type { QemuArgument } from '@baton/model/qemu/argument';
import type { GpuAssignment } from '@baton/model/qemu/assignment';
import { qemuArguments } from '@baton/model/qemu/compile';
import type { QemuFacts } from '@baton/model/qemu/facts';
import type { Clock } from '../ports/clock';
import type { HostCapacity } from '../ports/host-capacity';
import type { LaunchRecord, MachineFiles, MachinePaths } from '../ports/machine-files';
import type { Outfit } from '../ports/outfit';
import type { LaunchSpec } from '../ports/qemu-launcher';
import { clockBase } from './guest/clock-base';
import type { MachineMemories } from './guest/memory';
import type { StartPlan } from './start-plan';

export interface LaunchPlanDeps {
  readonly capacity: Pick<HostCapacity, 'cpuVendor'>;
  readonly files: MachineFiles;
  readonly clock: Clock;
  readonly memories: MachineMemories;
}

/** A ready command line with the files that it names. */
export interface Launch {
  readonly spec: LaunchSpec;
  readonly record: LaunchRecord;
  readonly paths: MachinePaths;
}

export interface LaunchOrder {
  readonly runId: string;
  readonly gpu: GpuAssignment | null;
  readonly outfit: Outfit;
}

/** Makes the command line, writes down what was decided, and gives the machine its variable store. Nothing runs yet. */
export async function planLaunch(
  { capacity, files, clock, memories }: LaunchPlanDeps,
  plan: StartPlan,
  { runId, gpu, outfit }: LaunchOrder,
): Promise<Launch> {
  const { profile, definition, qemu, accelerator, firmware } = plan;
  const machineId = profile.id;
  const paths = files.paths(machineId);
  const { aheadSeconds } = (await memories.of(machineId)).clock;
  await memories.change(machineId, { clock: { aheadSeconds, atStart: aheadSeconds } });
  const facts = {
    ...qemuFacts(plan, { paths, outfit, cpuVendor: capacity.cpuVendor }),
    clockBase: clockBase(definition.machine.clock, clock.now(), aheadSeconds),
  };
  const compiled = qemuArguments(definition, gpu, facts);
  const argv = wordsOf(compiled);
  const record: LaunchRecord = {
    runId,
    revision: profile.revision,
    accelerator: accelerator.kind,
    commandLine: [qemu.path, ...argv],
    arguments: compiled.map(({ words, why, field }) => ({ words: [...words], why, field })),
    diskPaths: definition.disks.map(({ source }) => source.path),
    hasScreen: hasVirtualScreen(definition.display),
    afterExit: definition.gpu.afterExit,
    memoryMiB: definition.memory.sizeMiB,
    gpu,
  };
  await Promise.all([
    firmware && files.provideUefiVars(machineId, firmware.varsTemplate),
    files.saveLaunch(machineId, record),
  ]);
  const { runDir, qemuLog } = paths;
  const { memlockBytes } = outfit;
  const spec = { machineId, binary: qemu.path, argv, runDir, logFile: qemuLog, gpu, memlockBytes };
  return { spec, record, paths };
}

export function wordsOf(compiled: readonly QemuArgument[]): string[] {
  return compiled.flatMap(({ words }) => words);
}

/** What the host decided, as the compiler takes it. */
export function qemuFacts(
  { accelerator, can, firmware }: Pick<StartPlan, 'accelerator' | 'can' | 'firmware'>,
  made: { readonly paths: MachinePaths; readonly outfit: Outfit; readonly cpuVendor: QemuFacts['cpuVendor'] },
): QemuFacts {
  const { paths, outfit, cpuVendor } = made;
  return {
    accelerator: accelerator.kind,
    can,
    cpuVendor,
    uefi: firmware && { code: firmware.code, vars: paths.uefiVars, secureBoot: firmware.secureBoot },
    sockets: { ...paths.sockets, tpm: outfit.tpmSocket },
    serialLog: paths.serialLog,
    pidFile: paths.pidFile,
    hugepagePath: outfit.hugepagePath,
    nics: outfit.nics,
    lookingGlassPath: outfit.lookingGlassPath,
    acpiTables: outfit.acpiTables,
    pciStandIns: outfit.pciStandIns === true,
  };
}

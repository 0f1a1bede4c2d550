import { fitsHost, spareMiB } from '@baton/model/machine/host-memory';
import { batteryVerdict } from '@baton/model/power/battery';
import { fail } from '@baton/model/problem';
import type { ProfileDefinition } from '@baton/model/profile/definition';
import { type QemuFacts, qemuArgv } from '@baton/model/qemu/argv';
import type { GpuAssignment } from '@baton/model/qemu/assignment';
import type { HostCapacity } from '../ports/host-capacity';
import type { HostPower } from '../ports/host-power';
import type { LaunchRecord, MachineFiles, MachinePaths } from '../ports/machine-files';
import type { Accelerator, FoundQemu, QemuInstallation, UefiFirmware } from '../ports/qemu-installation';
import type { LaunchSpec } from '../ports/qemu-launcher';
import type { ReadableEntry } from '../profiles/book';
import type { AllowedPaths } from '../storage/allowed-paths';
import type { Disks } from '../storage/disks';
import type { Member } from './fleet';

const QEMU_BINARY = 'qemu-system-x86_64';

export interface StartPlanDeps {
  readonly installation: QemuInstallation;
  readonly capacity: HostCapacity;
  readonly allowed: AllowedPaths;
  readonly disks: Disks;
  readonly files: MachineFiles;
  readonly supply: HostPower;
}

export interface CheckOptions {
  /** The machines that stay up. */
  readonly others: readonly Member[];
  /** Memory that a machine gives back first. */
  readonly freedMiB?: number;
  readonly withGpu: boolean;
}

/** What the checks found: everything that a start needs besides the GPU. */
export interface StartPlan {
  readonly profile: ReadableEntry;
  /** Paths resolved: what was checked is what QEMU opens. */
  readonly definition: ProfileDefinition;
  readonly qemu: FoundQemu;
  readonly accelerator: Accelerator;
  readonly uefi: UefiFirmware | null;
  /** Percent of the battery, when the profile wants a warning; else null. */
  readonly onBattery: number | null;
}

/** A ready command line with the files that it names. */
export interface Launch {
  readonly spec: LaunchSpec;
  readonly record: LaunchRecord;
  readonly paths: MachinePaths;
}

export class StartPlanner {
  constructor(private readonly deps: StartPlanDeps) {}

  /**
   * Everything that can be known before anything is touched.
   * @throws ProblemError
   */
  async check(profile: ReadableEntry, { others, freedMiB = 0, withGpu }: CheckOptions): Promise<StartPlan> {
    const { installation } = this.deps;
    const [qemu, , definition, accelerator, uefi, onBattery] = await allInOrder([
      installation.find().then((found) => found ?? fail('qemu.missing', { binary: QEMU_BINARY })),
      this.#checkHost(profile.definition, freedMiB),
      this.#resolved(profile.definition),
      installation.accelerator(),
      profile.definition.firmware === 'uefi' ? installation.uefi() : null,
      withGpu ? this.#battery(profile.definition) : null,
    ]);
    if (definition.firmware === 'uefi' && !uefi) return fail('qemu.firmware-missing', { firmware: 'uefi' });
    const path = definition.disk?.path;
    const user = others.find((other) => other.id !== profile.id && path && other.launch?.diskPath === path);
    if (user && path) return fail('storage.in-use', { path, by: user.name });
    return { profile, definition, qemu, accelerator, uefi, onBattery };
  }

  /** Makes the run directory and the command line. Nothing runs yet. */
  async prepare(plan: StartPlan, gpu: GpuAssignment | null, runId: string): Promise<Launch> {
    const { profile, definition, qemu, accelerator, uefi } = plan;
    const paths = this.deps.files.paths(profile.id);
    const argv = qemuArgv(definition, gpu, factsOf(plan, paths));
    const record: LaunchRecord = {
      runId,
      revision: profile.revision,
      accelerator: accelerator.kind,
      commandLine: [qemu.path, ...argv],
      diskPath: definition.disk?.path ?? null,
      afterExit: definition.gpu.afterExit,
      memoryMiB: definition.memoryMiB,
      gpu,
    };
    await this.deps.files.prepare(profile.id);
    await Promise.all([
      uefi && this.deps.files.provideUefiVars(profile.id, uefi.varsTemplate),
      this.deps.files.saveLaunch(profile.id, record),
    ]);
    const { runDir, qemuLog } = paths;
    const spec = { machineId: profile.id, binary: qemu.path, argv, runDir, logFile: qemuLog, gpu };
    return { spec, record, paths };
  }

  /** The command line as it would be, for reading: nothing is checked, made or resolved. */
  async preview(profile: ReadableEntry, gpu: GpuAssignment | null): Promise<readonly string[]> {
    const { installation, files } = this.deps;
    const { definition } = profile;
    const [found, accelerator, uefi] = await Promise.all([
      installation.find(),
      installation.knownAccelerator(),
      definition.firmware === 'uefi' ? installation.uefi() : null,
    ]);
    const qemu = found ?? { path: QEMU_BINARY, version: '', machineType: 'q35', sandbox: true };
    const plan: StartPlan = { profile, definition, qemu, accelerator, uefi, onBattery: null };
    return [qemu.path, ...qemuArgv(definition, gpu, factsOf(plan, files.paths(profile.id)))];
  }

  async #checkHost({ memoryMiB, vcpus }: ProfileDefinition, freedMiB: number): Promise<void> {
    const { capacity } = this.deps;
    const freeMiB = (await capacity.memory()).availableMiB + freedMiB;
    if (!fitsHost(memoryMiB, freeMiB)) {
      fail('memory.too-large', { wantedMiB: memoryMiB, availableMiB: spareMiB(memoryMiB, freeMiB) });
    }
    if (vcpus > capacity.cpus) fail('vcpus.too-many', { wanted: vcpus, hostCpus: capacity.cpus });
  }

  /** @returns percent when a warning is wanted. @throws ProblemError `battery.refused` */
  async #battery({ gpu: { battery: guard } }: ProfileDefinition): Promise<number | null> {
    if (!guard || guard.when === 'never') return null;
    const battery = await this.deps.supply.battery();
    const verdict = batteryVerdict(guard, battery);
    if (!battery || verdict === 'go') return null;
    const { percent } = battery;
    if (verdict === 'warn') return percent;
    return fail('battery.refused', { percent, belowPercent: guard.when === 'below' ? guard.percent : null });
  }

  async #resolved(definition: ProfileDefinition): Promise<ProfileDefinition> {
    const { disk, iso } = definition;
    const [diskPath, isoFile] = await Promise.all([
      disk && this.deps.disks.check(disk),
      iso && this.deps.allowed.resolve(iso),
    ]);
    return {
      ...definition,
      disk: disk && diskPath ? { ...disk, path: diskPath } : null,
      iso: isoFile ? isoFile.realPath : null,
    };
  }
}

/** All at once; when several fail, the first of the list is told, whichever answered first. */
async function allInOrder<T extends readonly unknown[]>(work: readonly [...{ [K in keyof T]: T[K] | Promise<T[K]> }]) {
  for (const each of await Promise.allSettled(work)) if (each.status === 'rejected') throw each.reason;
  return Promise.all(work) as Promise<T>;
}

function factsOf({ qemu, accelerator, uefi }: StartPlan, paths: MachinePaths): QemuFacts {
  return {
    accelerator: accelerator.kind,
    machineType: qemu.machineType,
    sandbox: qemu.sandbox,
    uefi: uefi && { code: uefi.code, vars: paths.uefiVars },
    sockets: paths.sockets,
    serialLog: paths.serialLog,
    pidFile: paths.pidFile,
  };
}

import { fitsHost, spareMiB } from '@baton/model/machine/host-memory';
import { batteryVerdict } from '@baton/model/power/battery';
import { fail, ProblemError } from '@baton/model/problem';
import type { ProfileDefinition } from '@baton/model/profile/definition';
import { vcpuCount } from '@baton/model/profile/vcpus';
import type { QemuCapabilities } from '@baton/model/qemu/capabilities';
import { capabilityFindings } from '@baton/model/qemu/check';
import type { HostCapacity } from '../ports/host-capacity';
import type { HostInventory } from '../ports/host-inventory';
import type { HostPower } from '../ports/host-power';
import type { Accelerator, FoundQemu, QemuInstallation, UefiFirmware } from '../ports/qemu-installation';
import type { StorageFiles } from '../ports/storage-files';
import type { ReadableEntry } from '../profiles/book';
import type { AllowedPaths } from '../storage/allowed-paths';
import { type DiscProblem, discProblem } from '../storage/disc';
import type { Disks } from '../storage/disks';
import type { Member } from './fleet';
import { type DamageDeps, refuseDamaged } from './guest/damage';

export const QEMU_BINARY = 'qemu-system-x86_64';
const PAGE_MIB = { '2M': 2, '1G': 1024 } as const;

export interface StartPlanDeps extends DamageDeps {
  readonly installation: QemuInstallation;
  readonly capacity: HostCapacity;
  readonly inventory: HostInventory;
  readonly allowed: AllowedPaths;
  readonly disks: Disks;
  readonly storageFiles: Pick<StorageFiles, 'read'>;
  readonly supply: HostPower;
}

export interface CheckOptions {
  /** The machines that stay up. */
  readonly others: readonly Member[];
  /** Memory that a machine gives back first. */
  readonly freedMiB?: number;
  readonly withGpu: boolean;
}

/** What the checks found: everything that a start needs besides the GPU and what the host makes for it. */
export interface StartPlan {
  readonly profile: ReadableEntry;
  /** Paths resolved: what was checked is what QEMU opens. */
  readonly definition: ProfileDefinition;
  readonly qemu: FoundQemu;
  readonly can: QemuCapabilities;
  readonly accelerator: Accelerator;
  readonly firmware: UefiFirmware | null;
  readonly withGpu: boolean;
  /** Percent of the battery, when the profile wants a warning; else null. */
  readonly onBattery: number | null;
  /** Drives whose file is no disc: the machine may boot all the same. */
  readonly discs: readonly DiscProblem[];
}

export class StartPlanner {
  constructor(private readonly deps: StartPlanDeps) {}

  /**
   * Everything that can be known before anything is touched.
   * @throws ProblemError
   */
  async check(profile: ReadableEntry, { others, freedMiB = 0, withGpu }: CheckOptions): Promise<StartPlan> {
    const { installation } = this.deps;
    const missing = () => fail('qemu.missing', { binary: QEMU_BINARY });
    const [qemu, can, , definition, accelerator, firmware, onBattery, discs] = await allInOrder([
      installation.find().then((found) => found ?? missing()),
      installation.capabilities().then((found) => found ?? missing()),
      this.#checkHost(profile.definition, freedMiB),
      this.#resolved(profile.definition),
      installation.accelerator(),
      this.#firmware(profile.definition),
      withGpu ? this.#battery(profile.definition) : null,
      this.#discs(profile.definition),
    ]);
    const wrong = capabilityFindings(definition, can, accelerator.kind).find(({ severity }) => severity === 'error');
    if (wrong) throw new ProblemError(wrong.problem);
    refuseSharedDisks(profile, definition, others);
    await refuseDamaged(
      this.deps,
      profile,
      definition.disks.map(({ source }) => source.path),
    );
    return { profile, definition, qemu, can, accelerator, firmware, withGpu, onBattery, discs };
  }

  async #checkHost({ memory, cpu }: ProfileDefinition, freedMiB: number): Promise<void> {
    const { capacity } = this.deps;
    const wantedMiB = memory.sizeMiB;
    const setAsideMiB = memory.hugepages ? await this.#freeHugepagesMiB(memory.hugepages) : 0;
    const freeMiB = (await capacity.memory()).availableMiB + freedMiB + setAsideMiB;
    if (!fitsHost(wantedMiB, freeMiB)) {
      fail('memory.too-large', { wantedMiB, availableMiB: spareMiB(wantedMiB, freeMiB) });
    }
    const wanted = vcpuCount(cpu);
    if (wanted > capacity.cpus) fail('vcpus.too-many', { wanted, hostCpus: capacity.cpus });
  }

  /** Pages in the pool are no available memory to the kernel, and yet the machine can have them. */
  async #freeHugepagesMiB(size: keyof typeof PAGE_MIB): Promise<number> {
    const { hugepages } = await this.deps.inventory.hardware();
    return (hugepages.find((pool) => pool.size === size)?.free ?? 0) * PAGE_MIB[size];
  }

  async #firmware({ machine: { firmware } }: ProfileDefinition): Promise<UefiFirmware | null> {
    if (firmware.kind === 'bios') return null;
    const { secureBoot, flash } = firmware;
    const found = await this.deps.installation.firmware({ secureBoot, flash });
    return found ?? fail('qemu.firmware-kind-missing', { secureBoot, flash: flash === 'auto' ? 'any' : flash });
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

  async #discs({ cdroms }: ProfileDefinition): Promise<readonly DiscProblem[]> {
    const { allowed, storageFiles } = this.deps;
    const look = async (path: string) => discProblem(storageFiles, { ...(await allowed.resolve(path)), path });
    const found = await allInOrder(cdroms.map(({ iso }) => (iso ? look(iso) : null)));
    return found.filter((each) => each !== null);
  }

  async #resolved(definition: ProfileDefinition): Promise<ProfileDefinition> {
    const { allowed, disks } = this.deps;
    const { romFile } = definition.gpu;
    const realPath = async (path: string) => (await allowed.resolve(path)).realPath;
    const [sources, isos, rom] = await allInOrder([
      allInOrder(definition.disks.map((disk) => disks.check(disk))),
      allInOrder(definition.cdroms.map(({ iso }) => (iso ? realPath(iso) : null))),
      romFile ? realPath(romFile) : null,
    ]);
    return {
      ...definition,
      disks: definition.disks.map((disk, at) => ({
        ...disk,
        source: { ...disk.source, path: sources[at] ?? disk.source.path },
      })),
      cdroms: definition.cdroms.map((_, at) => ({ iso: isos[at] ?? null })),
      gpu: { ...definition.gpu, romFile: rom },
    };
  }
}

/** An image or a device has one writer. */
function refuseSharedDisks({ id }: ReadableEntry, { disks }: ProfileDefinition, others: readonly Member[]): void {
  for (const { source } of disks) {
    const user = others.find((other) => other.id !== id && other.launch?.diskPaths.includes(source.path));
    if (user) fail('storage.in-use', { path: source.path, by: user.name });
  }
}

/** All at once; when several fail, the first of the list is told, whichever answered first. */
async function allInOrder<T extends readonly unknown[]>(work: readonly [...{ [K in keyof T]: T[K] | Promise<T[K]> }]) {
  for (const each of await Promise.allSettled(work)) if (each.status === 'rejected') throw each.reason;
  return Promise.all(work) as Promise<T>;
}

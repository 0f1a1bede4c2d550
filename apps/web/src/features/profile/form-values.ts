import type { BatteryGuard } from '@baton/model/power/battery';
import type { ProfileDefinition, ProfileDraft } from '@baton/model/profile/definition';
import { batteryGuardSchema } from './draft-schema';

/** How the machine gets its disk. */
export type DiskChoice = 'none' | 'new' | 'pick' | 'path';
export type IsoChoice = 'none' | 'pick' | 'path';

/**
 * What the editor holds. Fields that the draft has too carry the draft's names, so that a finding or a problem about `disk.path`
 * or `memoryMiB` stands at its field.
 */
export interface FormValues {
  name: string;
  /** NaN while what is typed is no number. */
  memoryMiB: number;
  vcpus: number;
  firmware: ProfileDefinition['firmware'];
  diskChoice: DiskChoice;
  disk: { path: string; format: 'qcow2' | 'raw'; bus: 'virtio' | 'sata' };
  newDiskGiB: number;
  isoChoice: IsoChoice;
  iso: string;
  gpu: Required<ProfileDefinition['gpu']>;
}

const NO_DISK: FormValues['disk'] = { path: '', format: 'qcow2', bus: 'virtio' };
const NEW_DISK_GIB = 20;
/** Starts anyway; the limit is what is offered first. */
const NO_GUARD: BatteryGuard = { when: 'never', percent: 30, action: 'warn' };

/** A machine that most guests start with. */
export const NEW_MACHINE: FormValues = {
  name: '',
  memoryMiB: 2048,
  vcpus: 2,
  firmware: 'uefi',
  diskChoice: 'new',
  disk: NO_DISK,
  newDiskGiB: NEW_DISK_GIB,
  isoChoice: 'none',
  iso: '',
  gpu: { wanted: false, afterExit: 'host', battery: NO_GUARD },
};

/** The editor on a stored profile. Files that are not in the storage list are shown as paths. */
export function valuesOf(definition: ProfileDefinition, listed: ReadonlySet<string>): FormValues {
  const { name, memoryMiB, vcpus, firmware, disk, iso, gpu } = definition;
  const place = (path: string) => (listed.has(path) ? 'pick' : 'path');
  return {
    name,
    memoryMiB,
    vcpus,
    firmware,
    diskChoice: disk ? place(disk.path) : 'none',
    disk: disk ?? NO_DISK,
    newDiskGiB: NEW_DISK_GIB,
    isoChoice: iso ? place(iso) : 'none',
    iso: iso ?? '',
    gpu: { ...gpu, battery: gpu.battery ?? NO_GUARD },
  };
}

/** A copy needs a name and a disk of its own: two machines must not share one image. */
export function copyOf(definition: ProfileDefinition, listed: ReadonlySet<string>): FormValues {
  const values = valuesOf({ ...definition, disk: null }, listed);
  return { ...values, name: `${definition.name} copy` };
}

/** What is sent. Not validated: the resolver and the agent do that. */
export function draftOf(values: FormValues): ProfileDraft {
  const { name, memoryMiB, vcpus, firmware, diskChoice, disk, newDiskGiB, isoChoice, iso, gpu } = values;
  return {
    name: name.trim() as ProfileDraft['name'],
    memoryMiB,
    vcpus,
    firmware,
    disk: diskChoice === 'pick' || diskChoice === 'path' ? { ...disk, path: disk.path.trim() } : null,
    iso: isoChoice === 'none' ? null : iso.trim(),
    gpu: guardedGpu(gpu),
    ...(diskChoice === 'new' ? { newDiskGiB } : {}),
  };
}

/** A guard that never guards is none. A limit that is not asked for is none that could be wrong. */
function guardedGpu({ battery, ...gpu }: FormValues['gpu']): ProfileDefinition['gpu'] {
  if (battery.when === 'never') return gpu;
  if (battery.when === 'below') return { ...gpu, battery };
  const { success } = batteryGuardSchema.safeParse(battery);
  return { ...gpu, battery: success ? battery : { ...battery, percent: NO_GUARD.percent } };
}

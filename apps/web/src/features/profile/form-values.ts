import type { BatteryGuard } from '@baton/model/power/battery';
import { type ProfileDefinition, type ProfileDraft, draftOf as storedDraft } from '@baton/model/profile/definition';
import type { Disk, DraftDisk } from '@baton/model/profile/storage';
import { profileDraftSchema } from './draft-schema';

/**
 * What the editor holds: a draft, with a place for everything that can be typed. Its paths are the draft's, so that a finding, a fix
 * or a refusal about `disks.0.bus` stands at its field. Numbers are NaN while what is typed is none.
 */
export interface FormValues extends Omit<ProfileDraft, 'name' | 'gpu' | 'nics'> {
  name: string;
  /** No guard is null here: an absent key could not be shown as changed. */
  gpu: Omit<ProfileDraft['gpu'], 'battery'> & { battery: BatteryGuard | null };
  /** An empty address is left to the agent. */
  nics: (Omit<ProfileDraft['nics'][number], 'mac'> & { mac: string })[];
}

/** A draft in the editor. */
export function valuesOfDraft({ gpu, nics, ...rest }: ProfileDraft): FormValues {
  const { battery, ...card } = gpu;
  return {
    ...rest,
    gpu: { ...card, battery: battery ?? null },
    nics: nics.map((nic) => ({ ...nic, mac: nic.mac ?? '' })),
  };
}

/** The editor on a stored profile. */
export function valuesOf(definition: ProfileDefinition): FormValues {
  return valuesOfDraft(storedDraft(definition));
}

/** A copy needs a name, disks and addresses of its own: two machines must not share one. */
export function copyOf(definition: ProfileDefinition): FormValues {
  const values = valuesOf(definition);
  return {
    ...values,
    name: `${definition.name} copy`,
    disks: [],
    boot: values.boot.filter((entry) => !entry.startsWith('disk')),
    nics: values.nics.map((nic) => ({ ...nic, mac: '' })),
  };
}

/** Settings of a disk besides what it is. */
export const DISK_OPTIONS: Omit<Disk, 'source'> = {
  bus: 'virtio',
  cache: 'writeback',
  discard: true,
  readOnly: false,
  iothread: false,
  serial: null,
};
export const NEW_DISK: DraftDisk = { source: { kind: 'new', sizeGiB: 20 }, ...DISK_OPTIONS };

/** A machine that most guests start with; it lacks its name only. */
export function newMachine(): FormValues {
  const draft = profileDraftSchema.parse({
    name: 'new',
    machine: { firmware: { kind: 'uefi' } },
    cpu: { cores: 2 },
    memory: { sizeMiB: 2048 },
    disks: [NEW_DISK],
  });
  return { ...valuesOfDraft(draft), name: '' };
}

/** What is sent. Not validated: the schema and the agent do that. */
export function draftOf(values: FormValues): ProfileDraft {
  const { battery, ...card } = values.gpu;
  return {
    ...values,
    name: values.name.trim() as ProfileDraft['name'],
    gpu: { ...card, romFile: card.romFile?.trim() ?? null, ...(battery ? { battery } : {}) },
    disks: values.disks.map(trimmedDisk),
    cdroms: values.cdroms.map(({ iso }) => ({ iso: iso?.trim() ?? null })),
    nics: values.nics.map(({ mac, ...nic }) => (mac.trim() ? { ...nic, mac: mac.trim().toLowerCase() } : nic)),
  };
}

/** A path that was pasted brings a space or a line's end with it. */
function trimmedDisk(disk: DraftDisk): DraftDisk {
  const { source } = disk;
  return source.kind === 'new' ? disk : { ...disk, source: { ...source, path: source.path.trim() } };
}

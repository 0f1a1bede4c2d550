import { z } from 'zod';
import { machineNameSchema } from '../machine/name';
import { cpuSectionSchema } from './cpu';
import { gpuSectionSchema, hostPciSchema, hostUsbSchema, inputSectionSchema, muxlessSectionSchema } from './devices';
import { audioSectionSchema, displaySectionSchema, lookingGlassSchema } from './display';
import { extraArgumentsSchema, hookSchema } from './extras';
import { guestSchema, machineSectionSchema } from './machine';
import { memorySectionSchema } from './memory';
import { draftNicSchema, NICS_MAX, nicSchema } from './network';
import { CDROMS_MAX, cdromSchema, DISKS_MAX, diskSchema, draftDiskSchema } from './storage';

/** Version of the stored shape. A reader migrates older ones (migrate.ts) and refuses newer ones. */
export const PROFILE_SCHEMA_VERSION = 2;

/** `disk0`, `cd1`, `nic0`: the kind and its place in the list. */
const bootEntry = z.string().regex(/^(disk|cd|nic)\d{1,2}$/, 'Name a device such as disk0, cd0 or nic0.');

/** What the editor, an import and a template write. Every section may be left out: it has defaults then. */
const sections = {
  name: machineNameSchema,
  notes: z.string().max(4000, 'Use at most 4000 characters.').default(''),
  guest: guestSchema.default('other'),
  machine: machineSectionSchema.prefault({}),
  cpu: cpuSectionSchema.prefault({}),
  memory: memorySectionSchema,
  gpu: gpuSectionSchema.prefault({}),
  pci: z.array(hostPciSchema).max(8).default([]),
  usb: z.array(hostUsbSchema).max(16).default([]),
  input: inputSectionSchema.prefault({}),
  cdroms: z
    .array(cdromSchema)
    .max(CDROMS_MAX)
    .default([{ iso: null }]),
  /** Tried in this order; devices that are not named are not tried. */
  boot: z.array(bootEntry).max(32).default(['disk0', 'cd0']),
  display: displaySectionSchema.prefault({}),
  audio: audioSectionSchema.prefault({}),
  lookingGlass: lookingGlassSchema.nullable().default(null),
  muxless: muxlessSectionSchema.prefault({}),
  extraArguments: extraArgumentsSchema,
  hooks: z.array(hookSchema).max(8).default([]),
};

export const profileDefinitionSchema = z.object({
  schemaVersion: z.literal(PROFILE_SCHEMA_VERSION),
  /** Identifies the guest's board (SMBIOS, adoption by `query-uuid`); kept for the life of the profile. */
  uuid: z.uuid(),
  ...sections,
  disks: z.array(diskSchema).max(DISKS_MAX).default([]),
  nics: z.array(nicSchema).max(NICS_MAX).default([]),
});

/** A profile: everything a machine is made from. Stored as JSON, validated on the way in and on the way out. */
export type ProfileDefinition = z.infer<typeof profileDefinitionSchema>;

/** What the editor sends: the uuid is given by the agent and never by the browser; disks may be new, addresses may be left out. */
export const profileDraftSchema = z.object({
  ...sections,
  disks: z.array(draftDiskSchema).max(DISKS_MAX).default([]),
  nics: z
    .array(draftNicSchema)
    .max(NICS_MAX)
    .default([{ connection: { kind: 'user', forwards: [] }, model: 'virtio' }]),
});
export type ProfileDraft = z.infer<typeof profileDraftSchema>;
/** A draft before the defaults are filled in. */
export type ProfileDraftInput = z.input<typeof profileDraftSchema>;

/** A stored profile as the editor takes it up again. */
export function draftOf({ schemaVersion: _, uuid: __, ...draft }: ProfileDefinition): ProfileDraft {
  return draft;
}

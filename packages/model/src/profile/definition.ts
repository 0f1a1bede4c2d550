import { z } from 'zod';
import { machineNameSchema } from '../machine/name';
import { batteryGuardSchema } from '../power/battery';

/** Version of the stored shape. A reader migrates older ones and refuses newer ones. */
export const PROFILE_SCHEMA_VERSION = 1;

export const MEMORY_MIN_MIB = 16;
export const MEMORY_MAX_MIB = 16 * 1024 * 1024;
export const VCPUS_MAX = 255;
export const DISK_MIN_GIB = 1;
export const DISK_MAX_GIB = 8192;

/** An absolute path as people write it; the agent resolves links and checks it against the storage folders. */
const absolutePath = z
  .string()
  .max(1024, 'This path is too long.')
  .refine((path) => path.startsWith('/'), 'Write the whole path, starting with /.')
  .refine((path) => !/[\0\n\r]/.test(path), 'A path has no line breaks.');

export const diskSchema = z.object({
  path: absolutePath,
  format: z.enum(['qcow2', 'raw']),
  bus: z.enum(['virtio', 'sata']),
});
export type Disk = z.infer<typeof diskSchema>;

/** What happens to the GPU after the machine stopped. */
export const afterExitSchema = z.enum(['host', 'leave', 'off']);
export type AfterExit = z.infer<typeof afterExitSchema>;

export const firmwareSchema = z.enum(['bios', 'uefi']);
export type Firmware = z.infer<typeof firmwareSchema>;

export const profileDefinitionSchema = z.object({
  schemaVersion: z.literal(PROFILE_SCHEMA_VERSION),
  name: machineNameSchema,
  /** Identifies the guest's board (SMBIOS, adoption by `query-uuid`); kept for the life of the profile. */
  uuid: z.uuid(),
  memoryMiB: z
    .int('Use a whole number of MiB.')
    .min(MEMORY_MIN_MIB, `Give it at least ${MEMORY_MIN_MIB} MiB.`)
    .max(MEMORY_MAX_MIB, 'No host has that much memory.'),
  vcpus: z
    .int('Use a whole number.')
    .min(1, 'A machine needs at least 1 vCPU.')
    .max(VCPUS_MAX, `Use at most ${VCPUS_MAX} vCPUs.`),
  firmware: firmwareSchema,
  disk: diskSchema.nullable(),
  /** ISO image in a storage folder, or an empty tray. */
  iso: absolutePath.nullable(),
  gpu: z.object({
    wanted: z.boolean(),
    afterExit: afterExitSchema,
    /** What a start on battery does; absent = nothing. */
    battery: batteryGuardSchema.optional(),
  }),
  /** Locally administered unicast, QEMU's prefix; kept so that the guest's network settings survive. */
  mac: z.string().regex(/^52:54:00(:[0-9a-f]{2}){3}$/, 'A MAC address here begins with 52:54:00.'),
});

/** A profile: everything a machine is made from. Stored as JSON, validated on the way in and on the way out. */
export type ProfileDefinition = z.infer<typeof profileDefinitionSchema>;

/** What the editor sends: identity (uuid, mac) is given by the agent and never by the browser. */
export const profileDraftSchema = profileDefinitionSchema.omit({ schemaVersion: true, uuid: true, mac: true }).extend({
  /** Ask for a new qcow2 disk of this size instead of picking one; `disk` must be null then. */
  newDiskGiB: z
    .int('Use a whole number of GiB.')
    .min(DISK_MIN_GIB, `Give it at least ${DISK_MIN_GIB} GiB.`)
    .max(DISK_MAX_GIB, `Use at most ${DISK_MAX_GIB} GiB.`)
    .optional(),
});
export type ProfileDraft = z.infer<typeof profileDraftSchema>;

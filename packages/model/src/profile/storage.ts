import { z } from 'zod';
import { absolutePath } from './paths';

export const DISK_MIN_GIB = 1;
export const DISK_MAX_GIB = 8192;
export const DISKS_MAX = 16;
export const CDROMS_MAX = 4;

/** Only by-id names stay the same over reboots and replugging. */
const blockDevicePath = z
  .string()
  .max(256)
  .regex(/^\/dev\/disk\/by-id\/[\w.:+@#=-]+$/, 'Name the device by /dev/disk/by-id/.');

export const diskSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), path: absolutePath, format: z.enum(['qcow2', 'raw']) }),
  /** A whole disk or partition of the host. */
  z.object({ kind: z.literal('block'), path: blockDevicePath }),
]);
export type DiskSource = z.infer<typeof diskSourceSchema>;

const diskOptions = {
  /** `scsi` is virtio-scsi, `virtio` virtio-blk. */
  bus: z.enum(['virtio', 'scsi', 'sata', 'nvme']).default('virtio'),
  /** `none` and `directsync` go past the host's page cache; `unsafe` loses data when the host loses power, and is not offered. */
  cache: z.enum(['none', 'writeback', 'writethrough', 'directsync']).default('writeback'),
  discard: z.boolean().default(true),
  readOnly: z.boolean().default(false),
  /** A thread of its own. virtio and scsi only. */
  iothread: z.boolean().default(false),
  serial: z
    .string()
    .regex(/^[\w.-]{1,20}$/, 'Use 1 to 20 letters, digits, dots or dashes.')
    .nullable()
    .default(null),
};

export const diskSchema = z.object({ source: diskSourceSchema, ...diskOptions });
export type Disk = z.infer<typeof diskSchema>;

/** A disk of a draft may ask for a new, empty qcow2 in place of an existing one. */
export const newDiskSourceSchema = z.object({
  kind: z.literal('new'),
  sizeGiB: z
    .int('Use a whole number of GiB.')
    .min(DISK_MIN_GIB, `Give it at least ${DISK_MIN_GIB} GiB.`)
    .max(DISK_MAX_GIB, `Use at most ${DISK_MAX_GIB} GiB.`),
});
export const draftDiskSchema = z.object({
  source: z.discriminatedUnion('kind', [...diskSourceSchema.options, newDiskSourceSchema]),
  ...diskOptions,
});
export type DraftDisk = z.infer<typeof draftDiskSchema>;

/** Drives for discs. null = an empty tray. */
export const cdromSchema = z.object({ iso: absolutePath.nullable().default(null) });
export type Cdrom = z.infer<typeof cdromSchema>;

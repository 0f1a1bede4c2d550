import { z } from 'zod';
import { oneLine } from './paths';

/** Whose habits the machine follows: the clock, the Hyper-V hints, what a wizard offers. */
export const guestSchema = z.enum(['windows', 'linux', 'other']);
export type Guest = z.infer<typeof guestSchema>;

/** `pc-q35-7.2`, as QEMU names its versioned types. */
export const machineTypeSchema = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/i, 'This is no machine type of QEMU.');

export const firmwareSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bios') }),
  z.object({
    kind: z.literal('uefi'),
    /** Enrolled keys and SMM: Windows 11 asks for it. */
    secureBoot: z.boolean().default(false),
    /** Size of the flash; `auto` takes what the host has, 4M first. Code and variable store are always of one size. */
    flash: z.enum(['auto', '2M', '4M']).default('auto'),
  }),
]);
export type Firmware = z.infer<typeof firmwareSchema>;

const smbiosText = oneLine(64).nullable().default(null);

/** SMBIOS type 1: what the guest reads as its maker and model. null = QEMU's own. */
export const smbiosSchema = z.object({
  manufacturer: smbiosText,
  product: smbiosText,
  version: smbiosText,
  serial: smbiosText,
  sku: smbiosText,
  family: smbiosText,
});
export type Smbios = z.infer<typeof smbiosSchema>;

export const machineSectionSchema = z.object({
  /** Pinned when the profile is made, because a newer one renumbers the guest's hardware; null = the newest at each start. */
  type: machineTypeSchema.nullable().default(null),
  firmware: firmwareSchema.default({ kind: 'bios' }),
  /** TPM 2.0 by swtpm, with a state of its own. */
  tpm: z.boolean().default(false),
  smbios: smbiosSchema.nullable().default(null),
  clock: z.enum(['utc', 'localtime']).default('utc'),
  /** Guest sleep (S3, S4). A lent GPU does not survive it. */
  sleep: z.boolean().default(false),
  hpet: z.boolean().default(false),
  bootMenu: z.boolean().default(false),
  onPanic: z.enum(['pause', 'shutdown', 'none']).default('pause'),
  onReboot: z.enum(['reset', 'shutdown']).default('reset'),
  onShutdown: z.enum(['poweroff', 'pause']).default('poweroff'),
  /** i6300esb, which the guest must feed; null = none. */
  watchdog: z.enum(['reset', 'poweroff', 'pause', 'none']).nullable().default(null),
});
export type MachineSection = z.infer<typeof machineSectionSchema>;

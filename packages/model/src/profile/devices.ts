import { z } from 'zod';
import { batteryGuardSchema } from '../power/battery';
import { absolutePath } from './paths';

/** What happens to the GPU after the machine stopped. */
export const afterExitSchema = z.enum(['host', 'leave', 'off']);
export type AfterExit = z.infer<typeof afterExitSchema>;

const pciId = z.string().regex(/^[0-9a-f]{4}$/, 'Four hexadecimal digits.');

/**
 * Subsystem ids that the guest reads: the card's own, because a mobile card behind vfio may report none and its driver refuses it
 * then; ids given by hand; or whatever vfio finds.
 */
export const subsystemSchema = z.discriminatedUnion('from', [
  z.object({ from: z.literal('card') }),
  z.object({ from: z.literal('given'), vendorId: pciId, deviceId: pciId }),
  z.object({ from: z.literal('nothing') }),
]);
export type Subsystem = z.infer<typeof subsystemSchema>;

export const gpuSectionSchema = z.object({
  wanted: z.boolean().default(false),
  afterExit: afterExitSchema.default('host'),
  /** What a start on battery does; absent = nothing. */
  battery: batteryGuardSchema.optional(),
  subsystem: subsystemSchema.default({ from: 'card' }),
  /** vBIOS image that the guest sees instead of the card's own. */
  romFile: absolutePath.nullable().default(null),
  romBar: z.boolean().default(true),
  /** `x-vga`: the card answers on the legacy VGA ports. */
  primary: z.boolean().default(false),
});
export type GpuSection = z.infer<typeof gpuSectionSchema>;

/** Another device of the host, moved by the same rules as the GPU: a USB controller, an NVMe drive, a sound card. */
export const hostPciSchema = z.object({
  address: z.string().regex(/^[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/, 'Write the whole address, 0000:03:00.0.'),
});
export type HostPci = z.infer<typeof hostPciSchema>;

const usbId = z.string().regex(/^[0-9a-f]{4}$/, 'Four hexadecimal digits.');

const USB_BUS_ADVICE = 'Use a whole number from 1 to 255.';

/** A USB device of the host, by what it is or by where it is plugged in. */
export const hostUsbSchema = z.object({
  select: z.discriminatedUnion('by', [
    z.object({ by: z.literal('id'), vendorId: usbId, productId: usbId }),
    /** Bus number and port path as the kernel writes them, such as 1 and `4.2`. */
    z.object({
      by: z.literal('port'),
      bus: z.int(USB_BUS_ADVICE).min(1, USB_BUS_ADVICE).max(255, USB_BUS_ADVICE),
      port: z.string().regex(/^\d{1,3}(\.\d{1,3}){0,6}$/, 'Write the port path, such as 4.2.'),
    }),
  ]),
  /** Without it the machine does not start. */
  required: z.boolean().default(false),
});
export type HostUsb = z.infer<typeof hostUsbSchema>;

export const inputSectionSchema = z.object({
  /** `tablet` follows the browser's pointer exactly; a guest with two screens may want a mouse. */
  pointer: z.enum(['tablet', 'mouse', 'none']).default('tablet'),
  /** virtio keyboard, mouse and tablet beside the USB ones. */
  virtio: z.boolean().default(false),
  /** Keyboards and mice of the host (`/dev/input/by-id/...`), shared by both Ctrl keys. */
  evdev: z
    .array(
      z.object({
        path: absolutePath.refine((path) => /^\/dev\/input\/[\w./:-]+$/.test(path) && !path.includes('..'), {
          message: 'Use a device below /dev/input.',
        }),
        grabAll: z.boolean().default(false),
      }),
    )
    .max(8)
    .default([]),
});
export type InputSection = z.infer<typeof inputSectionSchema>;

/** Help for cards without outputs of their own (MUXless): their driver asks ACPI for its ROM and looks for a battery. */
export const muxlessSectionSchema = z.object({
  /** An SSDT of ours that answers `_ROM` with `gpu.romFile`. */
  romTable: z.boolean().default(false),
  battery: z.boolean().default(false),
});
export type MuxlessSection = z.infer<typeof muxlessSectionSchema>;

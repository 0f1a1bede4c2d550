/** Why an argument is there; the sentence for each stands in words/qemu-reasons.ts. */
export const ARGUMENT_REASONS = [
  'nothing-unasked',
  'headless',
  'name',
  'identity',
  'machine-type',
  'firmware',
  'secure-boot',
  'tpm',
  'smbios',
  'clock',
  'no-guest-sleep',
  'events',
  'accelerator',
  'cpu',
  'hyperv',
  'topology',
  'memory',
  'hugepages',
  'memory-lock',
  'boot-order',
  'sandbox',
  'root-port',
  'gpu',
  'gpu-stand-in',
  'host-pci',
  'host-usb',
  'usb-controller',
  'pointer',
  'keyboard',
  'evdev',
  'disk',
  'iothread',
  'cdrom',
  'network',
  'network-card',
  'screen',
  'vnc',
  'spice',
  'audio',
  'looking-glass',
  'guest-agent',
  'clipboard',
  'acpi-table',
  'serial',
  'monitor',
  'pid-file',
  'watchdog',
  'extra',
] as const;
export type ArgumentReason = (typeof ARGUMENT_REASONS)[number];

/** One option of QEMU's command line with its value, and where it comes from. */
export interface QemuArgument {
  /** One or two words: `-nodefaults`, or `-device` and its value. */
  readonly words: readonly string[];
  readonly why: ArgumentReason;
  /** The profile's field that it comes from, such as `disks.0`; null = Baton's own. */
  readonly field: string | null;
}

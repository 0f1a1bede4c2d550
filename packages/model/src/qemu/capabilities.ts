import { z } from 'zod';

const names = z.array(z.string());

/**
 * What one QEMU binary can do, asked from itself (`-X help`, `-device X,help`, `query-qmp-schema`) once per change of the binary.
 * A profile compiles to these, so that the same one runs on QEMU 7.2 to 10. Plain data: it is kept as JSON and sent to the editor.
 */
export const capabilitiesSchema = z.object({
  /** `7.2.22`, or `unknown`. */
  version: z.string(),
  /** Versioned q35 types, newest first, such as `pc-q35-7.2`. */
  machineTypes: names,
  /** Of those, the ones that QEMU calls deprecated. */
  deprecatedMachineTypes: names,
  cpuModels: names,
  /** Every `-device` driver of this binary. */
  devices: names,
  /** Properties of the drivers whose properties differ between versions (`hda-output: audiodev`, `vfio-pci: iommufd`...). */
  deviceProperties: z.record(z.string(), names),
  /** Types of `-netdev`, `-audiodev`, `-object`, `-chardev`. */
  netdevs: names,
  audiodevs: names,
  objects: names,
  chardevs: names,
  /** Command-line options without their dash (`query-command-line-options`, `-help`). */
  options: names,
  /** Commands of QMP. */
  commands: names,
  /** `-cpu` flags that this QEMU takes. */
  cpuFlags: names,
  /** Built with seccomp. */
  sandbox: z.boolean(),
  /** Block layer engines: `threads`, `native`, `io_uring`. */
  aio: names,
});
export type QemuCapabilities = z.infer<typeof capabilitiesSchema>;

/** Whether QEMU's `[major, minor]` is at least this one. An unknown version is taken for a new one. */
export function atLeast({ version }: Pick<QemuCapabilities, 'version'>, major: number, minor = 0): boolean {
  const [ownMajor, ownMinor] = version.split('.').map(Number);
  if (ownMajor === undefined || Number.isNaN(ownMajor)) return true;
  return ownMajor > major || (ownMajor === major && (ownMinor ?? 0) >= minor);
}

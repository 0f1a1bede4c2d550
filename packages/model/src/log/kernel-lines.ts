/** One record of /dev/kmsg (Documentation/ABI/testing/dev-kmsg): `6,339,5140900,-;NET: Registered protocol family`. */
export interface KernelRecord {
  /** syslog level, 0 to 7. */
  readonly level: number;
  readonly sequence: number;
  readonly sinceBootMs: number;
  readonly text: string;
}

const RECORD = /^(\d+),(\d+),(\d+),[^;]*;(.*)$/;

/** null = a continuation of the record before (` SUBSYSTEM=pci`), or no record. */
export function kernelRecord(line: string): KernelRecord | null {
  const match = RECORD.exec(line);
  if (!match) return null;
  const [, prefix, sequence, micros, text = ''] = match;
  // The facility stands above the three bits of the level.
  return {
    level: Number(prefix) & 7,
    sequence: Number(sequence),
    sinceBootMs: Math.floor(Number(micros) / 1000),
    text: text.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  };
}

/** Drivers, buses and switches that a hand-over has to do with. */
const GPU_WORDS =
  /\b(?:vfio|vfio[_-]pci|nvidia\w*|NVRM|nouveau|amdgpu|radeon|i915|xe|snd_hda_intel|vgaarb|vga_switcheroo|bbswitch|acpi_call|drm|fbcon|simpledrm|DMAR|AMD-Vi|iommu|AER|pcieport|pciehp|Xid|d3cold)\b/i;

/** Whether a kernel's line has to do with the GPU: by what it names, or by the address of one of its functions. */
export function concernsGpu(text: string, addresses: readonly string[] = []): boolean {
  return GPU_WORDS.test(text) || addresses.some((address) => text.includes(address));
}

import type { QemuHint } from '../problem';

/** Texts of QEMU 5 to 10 and of the kernel's vfio, the telling ones first (docs/kernel-notes.md, QEMU). */
const HINTS: readonly (readonly [RegExp, QemuHint])[] = [
  [/Failed to get .*lock|Is another process using the image/i, 'image-locked'],
  [/group \d+ is not viable/i, 'group-not-viable'],
  [/no such host device/i, 'no-such-host-device'],
  [/\/dev\/vfio\/\S+.*(Device or resource busy)/i, 'vfio-busy'],
  [/\/dev\/vfio\/\S+.*Permission denied/i, 'permission'],
  [/VFIO_MAP_DMA|RLIMIT_MEMLOCK/i, 'memlock'],
  [/stuck in D3|power state from D3cold to D0/i, 'stuck-in-d3'],
  [/no available reset mechanism/i, 'no-reset'],
  [
    /vfio .*(No such file or directory|not bound|failed to open \/dev\/vfio)|failed to open \/dev\/vfio/i,
    'vfio-not-bound',
  ],
  [/Could not access KVM|failed to initialize kvm|KVM.*not supported|error: failed to set MSR/i, 'kvm-unavailable'],
  [/Cannot allocate memory|cannot set up guest memory/i, 'out-of-memory'],
  [/is not a valid device model name|Property '.*' not found|unsupported machine type/i, 'unknown-device'],
  [/Could not open .*No such file or directory/i, 'image-missing'],
  [/Permission denied/i, 'permission'],
];

/** What QEMU's own words mean, when they are known. */
export function qemuHint(words: string): QemuHint | undefined {
  return HINTS.find(([pattern]) => pattern.test(words))?.[1];
}

import { describe, expect, it } from 'vitest';
import { qemuHint } from './hint';

describe('qemuHint', () => {
  it.each([
    [
      'qemu-system-x86_64: -blockdev {}: Failed to get "write" lock\nIs another process using the image [/a]?',
      'image-locked',
    ],
    ['qemu: -device {}: vfio 0000:01:00.0: group 1 is not viable', 'group-not-viable'],
    ['qemu: vfio 0000:01:00.0: no such host device: No such file or directory', 'no-such-host-device'],
    ['qemu: vfio: error opening /dev/vfio/1: Device or resource busy', 'vfio-busy'],
    ['qemu: vfio 0000:01:00.0: failed to open /dev/vfio/1: Permission denied', 'permission'],
    ['qemu: vfio 0000:01:00.0: failed to open /dev/vfio/1: No such file or directory', 'vfio-not-bound'],
    ["qemu: -blockdev {}: Could not open '/a': No such file or directory", 'image-missing'],
    ["qemu: cannot set up guest memory 'ram': Cannot allocate memory", 'out-of-memory'],
    ['qemu: vfio_dma_map: VFIO_MAP_DMA failed: Cannot allocate memory', 'memlock'],
    ["qemu: -device {}: 'bochs-display' is not a valid device model name", 'unknown-device'],
    ['error: failed to set MSR 0x10a to 0x4e', 'kvm-unavailable'],
  ])('recognises %s', (words, hint) => {
    expect(qemuHint(words)).toBe(hint);
  });

  it('knows nothing about words it has never seen', () => {
    expect(qemuHint('something else')).toBeUndefined();
  });
});

import { generateProfile } from '@baton/model/profile/testing/generate';
import { seededRandom } from '@baton/model/profile/testing/random';
import { describe, expect, it } from 'vitest';
import { setAt } from './at-path';
import { changesBetween } from './changes';
import { DISK_OPTIONS, newMachine, valuesOf } from './form-values';

const before = { ...newMachine(), name: 'one' };

describe('what differs between two profiles', () => {
  it.each([
    ['name', 'two', 'Name', 'one', 'two'],
    ['memory.sizeMiB', 8192, 'Memory', '2 GiB', '8 GiB'],
    ['memory.hugepages', '1G', 'Pages', 'Ordinary', '1 GiB'],
    ['machine.tpm', true, 'TPM 2.0', 'Off', 'On'],
    ['cpu.hyperv', { preset: 'windows' }, 'Hyper-V hints', 'Off', 'Windows'],
    ['disks.0.bus', 'sata', 'Disk 1, attached as', 'virtio', 'SATA'],
    ['boot', ['cd0', 'disk0'], 'Start order', 'Disk 1, CD drive 1', 'CD drive 1, Disk 1'],
    ['gpu.battery', { when: 'below', percent: 25, action: 'refuse' }, 'On battery', 'None', 'Do not start below 25 %'],
    ['nics.0.connection', { kind: 'nat' }, 'Network card 1, connected', 'Through QEMU', 'By NAT of the host'],
    ['machine.firmware', { kind: 'bios' }, 'Firmware', 'UEFI', 'BIOS'],
    ['machine.firmware.secureBoot', true, 'Secure Boot', 'Off', 'On'],
    [
      'usb',
      [{ select: { by: 'id', vendorId: '046d', productId: 'c52b' }, required: false }],
      'USB device 1',
      'None',
      'USB 046d:c52b',
    ],
    ['extraArguments', ['-device', 'virtio-rng-pci'], 'Extra arguments for QEMU', 'None', '-device virtio-rng-pci'],
  ])('names %s by its label, before and after', (path, value, label, was, is) => {
    expect(changesBetween(before, setAt(before, path, value))).toEqual([
      { path: expect.any(String), label, before: was, after: is },
    ]);
  });

  it('tells an added disk as one change, and a file in place of a new one too', () => {
    const source = { kind: 'file' as const, path: '/srv/b.img', format: 'raw' as const };
    const added = { ...before, disks: [...before.disks, { source, ...DISK_OPTIONS }] };
    expect(changesBetween(before, added).map(({ label, after }) => [label, after])).toEqual([['Disk 2', 'b.img']]);
    const replaced = setAt(before, 'disks.0.source', source);
    expect(changesBetween(before, replaced).map(({ label, after }) => [label, after])).toEqual([
      ['Disk 1, kind', '/srv/b.img'],
    ]);
  });

  it('tells another placement of vCPUs as one change, in words', () => {
    const pinned = setAt(before, 'cpu.pinning', { vcpus: [[1], [5]], emulator: [0], iothreads: [] });
    const moved = setAt(pinned, 'cpu.pinning.vcpus', [[2], [6]]);
    expect(changesBetween(pinned, moved)).toEqual([
      { path: 'cpu.pinning', label: 'Pinning', before: '0 on 1; 1 on 5', after: '0 on 2; 1 on 6' },
    ]);
  });

  it('has none for the same, and words for any two profiles', () => {
    const random = seededRandom(23);
    for (let round = 0; round < 150; round++) {
      const [one, other] = [valuesOf(generateProfile(random)), valuesOf(generateProfile(random))];
      expect(changesBetween(one, one)).toEqual([]);
      const changes = changesBetween(one, other);
      expect(new Set(changes.map(({ path }) => path)).size).toBe(changes.length);
      for (const { before: was, after: is } of changes) expect(`${was}${is}`).not.toMatch(/undefined|\[object|null/);
    }
  });
});

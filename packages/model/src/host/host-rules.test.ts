import { describe, expect, it } from 'vitest';
import { pciAddress } from '../pci/address';
import type { PciFunction } from '../pci/function';
import { formatCpuList, parseCpuList } from './cpu-list';
import type { HostCpuThread } from './hardware';
import { lookingGlassBytes } from './looking-glass';
import { pciCandidates, withinLentSlot } from './pci-candidates';
import { pinnedCpus, suggestPinning } from './pinning';
import { overlaps } from './subnet';

describe('a list of CPUs', () => {
  it.each([
    ['0-3,8', [0, 1, 2, 3, 8]],
    ['5', [5]],
    ['', []],
    ['8,0-1\n', [0, 1, 8]],
  ])('%j is read as the kernel means it', (text, cpus) => {
    expect(parseCpuList(text)).toEqual(cpus);
  });

  it('is written in its shortest form, and read back as the same', () => {
    expect(formatCpuList([3, 1, 2, 7, 9, 8, 1])).toBe('1-3,7-9');
    expect(parseCpuList(formatCpuList([0, 2, 4, 5]))).toEqual([0, 2, 4, 5]);
  });

  it.each(['a', '1-', '0-1;2', '99999999'])('is refused when it is %j', (text) => {
    expect(() => parseCpuList(text)).toThrow(RangeError);
  });
});

describe('a suggested placement', () => {
  /** The laptop of the guide: threads 0 and 4 on one core. */
  const smt: HostCpuThread[] = Array.from({ length: 8 }, (_, cpu) => ({ cpu, core: cpu % 4, socket: 0, kind: 'same' }));

  it('puts sibling threads on sibling threads and leaves the first core to the host, as the guide does', () => {
    const pinning = suggestPinning({ threads: smt }, { sockets: 1, cores: 3, threads: 2 });
    expect(pinning?.vcpus).toEqual([[1], [5], [2], [6], [3], [7]]);
    expect(pinning?.emulator).toEqual([0, 4]);
    expect(pinnedCpus({ vcpus: pinning?.vcpus ?? [] })).toEqual([1, 2, 3, 5, 6, 7]);
  });

  it('takes fast cores before slow ones', () => {
    const hybrid: HostCpuThread[] = [
      ...Array.from({ length: 4 }, (_, cpu) => ({ cpu, core: cpu, socket: 0, kind: 'efficiency' as const })),
      ...Array.from({ length: 4 }, (_, at) => ({ cpu: at + 4, core: at + 4, socket: 0, kind: 'performance' as const })),
    ];
    expect(suggestPinning({ threads: hybrid }, { sockets: 1, cores: 4, threads: 1 })?.vcpus).toEqual([
      [5],
      [6],
      [7],
      [0],
    ]);
  });

  it('is none where the host has too few cores, or cores with too few threads', () => {
    expect(suggestPinning({ threads: smt }, { sockets: 1, cores: 4, threads: 1 })).toBeNull();
    expect(suggestPinning({ threads: smt }, { sockets: 1, cores: 1, threads: 3 })).toBeNull();
  });
});

describe('the memory of Looking Glass', () => {
  it.each([
    [1920, 1080, false, 32],
    [1920, 1080, true, 64],
    [2560, 1440, false, 64],
    [2560, 1440, true, 128],
    [3840, 2160, false, 128],
    [3840, 2160, true, 256],
  ])('is what its documentation says for %i x %i, HDR %s', (width, height, hdr, mebibytes) => {
    expect(lookingGlassBytes({ width, height, hdr })).toBe(mebibytes * 1024 ** 2);
  });
});

describe('subnets', () => {
  it.each([
    ['192.168.0.0/16', true],
    ['192.168.99.128/25', true],
    ['192.168.99.7', true],
    ['0.0.0.0/0', true],
    ['192.168.98.0/24', false],
    ['10.0.0.0/8', false],
    ['fe80::/64', false],
  ])('%s overlaps the machines’ own: %s', (subnet, expected) => {
    expect(overlaps(subnet, '192.168.99.0/24')).toBe(expected);
  });
});

describe('devices that a machine may ask for', () => {
  const fn = (address: string, classCode: number, group: number | null, driver: string | null = 'some'): PciFunction =>
    ({
      address: pciAddress(address),
      classCode,
      iommuGroup: group,
      driver,
      name: address,
      vendorId: '8086',
    }) as PciFunction;
  const functions = [
    fn('0000:00:00.0', 0x060000, 0),
    fn('0000:00:14.0', 0x0c0330, 3, 'xhci_hcd'),
    fn('0000:00:14.2', 0x118000, 3, 'intel_pch_thermal'),
    fn('0000:00:1f.3', 0x040300, 10, 'snd_hda_intel'),
    fn('0000:00:1f.4', 0x0c0500, 10, 'i801_smbus'),
    fn('0000:01:00.0', 0x030000, 1),
    fn('0000:01:00.1', 0x040300, 1),
    fn('0000:02:00.0', 0x028000, 11),
    fn('0000:03:00.0', 0x010802, 12, 'nvme'),
    fn('0000:04:00.0', 0x010802, 13, 'nvme'),
    fn('0000:05:00.0', 0x0c0330, null),
  ];
  const uses = {
    disk: new Set([pciAddress('0000:03:00.0')]),
    input: new Set([pciAddress('0000:00:14.0')]),
    inUse: new Set([pciAddress('0000:02:00.0')]),
  };

  it('are neither bridges nor the board’s own nor the GPU’s, and each says why it must stay', () => {
    const found = pciCandidates(functions, uses, pciAddress('0000:01:00.0'));
    expect(found.map(({ address, kind, refused }) => [address, kind, refused])).toEqual([
      ['0000:00:14.0', 'usb-controller', 'host-input'],
      ['0000:00:1f.3', 'audio', 'shared-group'],
      ['0000:02:00.0', 'network', 'in-use'],
      ['0000:03:00.0', 'nvme', 'host-disk'],
      ['0000:04:00.0', 'nvme', null],
      ['0000:05:00.0', 'usb-controller', 'no-iommu'],
    ]);
  });

  it('take along what of their slot shares their group', () => {
    expect(withinLentSlot(functions, pciAddress('0000:00:14.0'))).toEqual(['0000:00:14.0', '0000:00:14.2']);
    expect(withinLentSlot(functions, pciAddress('0000:00:1f.3'))).toEqual(['0000:00:1f.3']);
  });
});

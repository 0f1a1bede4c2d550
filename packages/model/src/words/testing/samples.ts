import { pciAddress } from '../../pci/address';
import type { ProblemCode, ProblemFacts } from '../../problem';

/** Facts of a problem, and of every branch of its words. */
export type Samples<Code extends ProblemCode> = {
  readonly [C in Code]: readonly [ProblemFacts[C], ...ProblemFacts[C][]];
};

const GPU = pciAddress('0000:01:00.0');
const PATH = '/srv/baton/win10.qcow2';
const WORDS = 'No such device';

/** What a profile asks of its host, and its ways in and out. */
export const PROFILE_SAMPLES = {
  'qemu.firmware-kind-missing': [
    { flash: 'any', secureBoot: true },
    { flash: '4M', secureBoot: false },
  ],
  'qemu.cannot': [
    { what: 'PipeWire sound', version: '7.2.22', since: '8.1' },
    { what: 'SPICE', version: '7.2.22', since: null },
  ],
  'machine.type-unknown': [{ type: 'pc-q35-2.11', newest: 'pc-q35-7.2' }],
  'hugepages.short': [
    { size: '2M', wanted: 4096, got: 12 },
    { size: '1G', wanted: 8, got: 0 },
  ],
  'hugepages.not-mounted': [{ size: '1G' }],
  'memlock.too-low': [{ neededMiB: 9216, limitMiB: 8 }],
  'cpu.not-on-host': [{ cpu: 16, hostCpus: 8 }],
  'cpu.pin-failed': [{ words: WORDS }],
  'cpu.pinned-twice': [{ cpu: 3 }],
  'cpu.isolate-failed': [{ words: WORDS }],
  'cpu.hyperv-needs': [{ flag: 'hv-stimer', needs: ['hv-synic', 'hv-time'] }],
  'net.subnet-taken': [{ subnet: '192.168.99.0/24', route: '192.168.0.0/16' }],
  'net.no-bridge': [{ bridge: 'br0' }],
  'net.bridge-denied': [{ bridge: 'br0' }],
  'net.setup-failed': [{ step: 'Making the tap device', words: WORDS }],
  'net.needs-root': [{ what: 'nat' }, { what: 'bridge' }],
  'net.passt-missing': [{}],
  'net.port-taken': [{ port: 3389, by: 'win10' }],
  'net.mac-taken': [{ mac: '52:54:00:12:34:56', by: 'win10' }],
  'usb.absent': [{ name: 'Logitech Unifying Receiver' }],
  'pci.not-found': [{ address: '0000:03:00.0' }],
  'pci.refused': (['in-use', 'shared-group', 'no-iommu', 'host-disk', 'host-input'] as const).map((because) => ({
    address: '0000:03:00.0',
    because,
  })) as unknown as Samples<'pci.refused'>['pci.refused'],
  'pci.take-failed': [{ address: '0000:03:00.0', words: 'Device or resource busy' }],
  'device.missing': [{ path: '/dev/input/by-id/usb-keyboard' }],
  'looking-glass.kvmfr': [
    { neededMiB: 32, foundMiB: null },
    { neededMiB: 128, foundMiB: 32 },
  ],
  'tpm.missing': [{}],
  'tpm.failed': [{ words: WORDS }],
  'hook.failed': [{ command: '/usr/local/bin/prepare', words: 'exit code 1' }],
  'extra.fights': (['ours', 'listens', 'daemonizes', 'opens-files', 'migrates'] as const).map((because) => ({
    argument: '-daemonize',
    because,
  })) as unknown as Samples<'extra.fights'>['extra.fights'],
  'unfit.old-type': [{ type: 'pc-q35-2.11', newest: 'pc-q35-7.2' }],
  'unfit.topology': [{ vcpus: 512, most: 255 }],
  'unfit.pinning': [{ lists: 2, vcpus: 4 }],
  'unfit.twice': [
    { what: 'disk', name: PATH },
    { what: 'serial', name: 'WD123' },
    { what: 'pci', name: '0000:03:00.0' },
    { what: 'usb', name: '046d:c31c' },
    { what: 'evdev', name: '/dev/input/by-id/a' },
  ],
  'unfit.forward-twice': [{ protocol: 'tcp', port: 2222 }],
  'unfit.mac-twice': [{ mac: '52:54:00:12:34:56' }],
  'unfit.read-only': [{ bus: 'sata' }],
  'unfit.iothread': [{ bus: 'nvme' }],
  'unfit.no-screen': [{}],
  'unfit.rom-table': [{}],
  'unfit.spice-sound': [{}],
  'unfit.guest-sleep': [{}],
  'boot.unknown': [{ entry: 'disk3' }],
  'profile.version-not-found': [{ revision: 3 }],
  'import.refused': (
    [
      'empty',
      'too-large',
      'no-qemu',
      'unbalanced-quotes',
      'not-xml',
      'xml-entities',
      'wrong-architecture',
      'newer-version',
      'not-readable',
    ] as const
  ).flatMap((because) => [
    { because },
    { because, words: 'Line 12.' },
  ]) as unknown as Samples<'import.refused'>['import.refused'],
  'export.cannot': [{ as: 'KubeVirt', what: 'it names a tap device' }],
  'storage.not-an-iso': [{ path: PATH }],
  'storage.block-used': [
    { path: '/dev/disk/by-id/nvme-x', as: 'mount', by: '/home' },
    { path: '/dev/disk/by-id/nvme-x', as: 'swap', by: null },
  ],
  'storage.not-a-block-device': [{ path: '/dev/disk/by-id/nvme-x' }],
  'storage.upload-not-found': [{ id: 'a' }],
  'storage.upload-mismatch': [{ path: PATH, expectedBytes: 4096, gotBytes: 8192 }],
  'storage.bad-name': [{ name: '../x' }],
  'storage.cancelled': [{ path: PATH }],
  'rom.unusable': [{ path: '/srv/baton/roms/gpu.rom', words: 'it is all zeros' }],
  'rom.dump-refused': (['in-use', 'asleep-or-off', 'bound', 'no-rom-file'] as const).map((because) => ({
    address: GPU,
    because,
  })) as unknown as Samples<'rom.dump-refused'>['rom.dump-refused'],
  'rom.dump-failed': [{ address: GPU, words: 'Input/output error' }],
} satisfies Partial<Samples<ProblemCode>>;

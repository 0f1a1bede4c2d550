import { HYPERV_FLAGS, type HypervFlag } from '../cpu';
import { type ProfileDefinition, type ProfileDraft, profileDefinitionSchema } from '../definition';
import { pick, type Random, several, sometimes, whole } from './random';

/**
 * A profile that the schema takes, varied over every field: for round trips, for compiling, for what must never crash. Not every one
 * starts on one host; what a host must refuse is part of what a profile may say.
 * @param random 0 <= x < 1, such as `seededRandom(42)`
 */
export function generateProfile(random: Random): ProfileDefinition {
  const disks = several(random, 6, () => disk(random));
  const cdroms = several(random, 4, () => ({ iso: sometimes(random, () => path(random, '.iso')) }));
  const nics = several(random, 4, () => nic(random));
  return profileDefinitionSchema.parse({
    schemaVersion: 2,
    uuid: uuid(random),
    name: `m${text(random, 12, 'abcxyz0189._-')}`,
    notes: sometimes(random, () => text(random, 60, NASTY)) ?? '',
    guest: pick(random, ['windows', 'linux', 'other']),
    machine: machine(random),
    cpu: cpu(random),
    memory: {
      sizeMiB: pick(random, [16, 512, 1023, 2048, 8192, 65536]),
      hugepages: pick(random, [null, null, '2M', '1G']),
      lock: coin(random),
    },
    gpu: gpu(random),
    pci: several(random, 3, (n) => ({ address: `0000:0${n + 2}:0${whole(random, 0, 9)}.${whole(random, 0, 7)}` })),
    usb: several(random, 4, () => ({ select: usbDevice(random), required: coin(random) })),
    input: {
      pointer: pick(random, ['tablet', 'mouse', 'none']),
      virtio: coin(random),
      evdev: several(random, 3, (n) => ({
        path: `/dev/input/by-id/usb-Maker_Keyboard-${n}${text(random, 4, 'ab01:-_')}-event-kbd`,
        grabAll: coin(random),
      })),
    },
    disks,
    cdroms,
    nics,
    boot: boot(random, [
      ...disks.map((_, n) => `disk${n}`),
      ...cdroms.map((_, n) => `cd${n}`),
      ...nics.map((_, n) => `nic${n}`),
    ]),
    display: {
      stage: pick(random, ['install', 'gpu']),
      keepVirtual: coin(random),
      card: pick(random, ['std', 'qxl', 'virtio']),
      spice: coin(random),
      keyboard: pick(random, [null, 'de', 'en-us', 'fr']),
    },
    audio: { backend: pick(random, ['none', 'pipewire', 'pa', 'spice', 'alsa']) },
    lookingGlass: sometimes(random, () => ({
      width: pick(random, [320, 1366, 1920, 2560, 7680]),
      height: pick(random, [200, 768, 1080, 1440, 4320]),
      hdr: coin(random),
      memory: pick(random, ['shm', 'kvmfr']),
    })),
    muxless: { romTable: coin(random), battery: coin(random) },
    extraArguments: pick(random, [[], ['-msg', 'timestamp=on'], ['-fw_cfg', 'name=opt/a,,b,string=c d']]),
    hooks: several(random, 2, () => ({
      at: pick(random, ['before-start', 'after-stop']),
      argv: ['/usr/bin/logger', text(random, 20, NASTY)],
    })),
  });
}

/** The same as the editor sends it: some disks are still to be made, some addresses to be given. */
export function generateDraft(random: Random): ProfileDraft {
  const { schemaVersion: _, uuid: __, disks, nics, ...rest } = generateProfile(random);
  return {
    ...rest,
    disks: disks.map((made) =>
      coin(random) ? made : { ...made, source: { kind: 'new' as const, sizeGiB: whole(random, 1, 8192) } },
    ),
    nics: nics.map(({ mac, ...card }) => (coin(random) ? { ...card, mac } : card)),
  };
}

/** Text that has ended options, keys and elements before. */
const NASTY = 'ab ,=\'"\\<>&$(){};|ü\u{1f600}%';

function machine(random: Random) {
  return {
    type: pick(random, [null, 'pc-q35-7.2', 'pc-q35-6.0']),
    firmware: pick(random, [
      { kind: 'bios' },
      { kind: 'uefi', secureBoot: coin(random), flash: pick(random, ['auto', '2M', '4M']) },
    ]),
    tpm: coin(random),
    smbios: sometimes(random, () => ({
      manufacturer: sometimes(random, () => text(random, 20, NASTY)),
      product: sometimes(random, () => text(random, 20, NASTY)),
      version: sometimes(random, () => text(random, 8, NASTY)),
      serial: sometimes(random, () => text(random, 8, NASTY)),
      sku: sometimes(random, () => text(random, 8, NASTY)),
      family: sometimes(random, () => text(random, 8, NASTY)),
    })),
    clock: pick(random, ['utc', 'localtime']),
    sleep: coin(random),
    hpet: coin(random),
    bootMenu: coin(random),
    onPanic: pick(random, ['pause', 'shutdown', 'none']),
    onReboot: pick(random, ['reset', 'shutdown']),
    onShutdown: pick(random, ['poweroff', 'pause']),
    watchdog: pick(random, [null, 'reset', 'poweroff', 'pause', 'none']),
  };
}

function cpu(random: Random) {
  const [sockets, cores, threads] = [whole(random, 1, 2), whole(random, 1, 6), whole(random, 1, 2)];
  return {
    model: pick(random, ['host', 'host', 'qemu64', 'Skylake-Client-v1', 'EPYC']),
    sockets,
    cores,
    threads,
    features: several(random, 3, (n) => pick(random, ['+', '-']) + ['aes', 'avx2', 'xsave'][n]),
    hideHypervisor: coin(random),
    vendorId: sometimes(random, () => text(random, 12, 'abcXYZ0189') || 'a'),
    hyperv: hyperv(random),
    pinning: sometimes(random, () => ({
      vcpus: Array.from({ length: sockets * cores * threads }, (_, n) => several(random, 2, (m) => n + m * 16)),
      emulator: several(random, 2, (n) => 40 + n),
      iothreads: several(random, 2, (n) => 44 + n),
    })),
    isolate: coin(random),
  };
}

function hyperv(random: Random) {
  const preset = pick(random, ['off', 'minimal', 'linux', 'windows', 'custom'] as const);
  if (preset !== 'custom') return { preset };
  const flags: HypervFlag[] = HYPERV_FLAGS.filter(() => coin(random));
  return { preset, flags };
}

function gpu(random: Random) {
  return {
    wanted: coin(random),
    afterExit: pick(random, ['host', 'leave', 'off']),
    subsystem: pick(random, [
      { from: 'card' },
      { from: 'given', vendorId: '1028', deviceId: '07b1' },
      { from: 'nothing' },
    ]),
    romFile: sometimes(random, () => path(random, '.rom')),
    romBar: coin(random),
    primary: coin(random),
  };
}

function usbDevice(random: Random) {
  return pick(random, [
    { by: 'id', vendorId: '046d', productId: `c0${whole(random, 10, 99)}` },
    { by: 'port', bus: whole(random, 1, 8), port: pick(random, ['1', '4.2', '1.2.3']) },
  ]);
}

function disk(random: Random) {
  return {
    source: pick(random, [
      { kind: 'file', path: path(random, '.img'), format: pick(random, ['qcow2', 'raw']) },
      { kind: 'block', path: `/dev/disk/by-id/nvme-Maker_${text(random, 8, 'ABC0189')}` },
    ]),
    bus: pick(random, ['virtio', 'scsi', 'sata', 'nvme']),
    cache: pick(random, ['none', 'writeback', 'writethrough', 'directsync']),
    discard: coin(random),
    readOnly: coin(random),
    iothread: coin(random),
    serial: sometimes(random, () => `S${text(random, 12, 'ABC0189')}`),
  };
}

function nic(random: Random) {
  const forwards = () =>
    several(random, 3, () => ({
      protocol: pick(random, ['tcp', 'udp']),
      hostAddress: pick(random, ['127.0.0.1', '0.0.0.0']),
      hostPort: whole(random, 20_000, 60_000),
      guestPort: whole(random, 1, 65_535),
    }));
  return {
    connection: pick(random, [
      { kind: 'user', forwards: forwards() },
      { kind: 'passt', forwards: forwards() },
      { kind: 'nat' },
      { kind: 'bridge', bridge: 'br0' },
    ]),
    model: pick(random, ['virtio', 'e1000e', 'rtl8139']),
    mac: ['52:54:00', ...Array.from({ length: 3 }, () => hex(random, 2))].join(':'),
  };
}

/** Some of the devices, in any order. */
function boot(random: Random, entries: readonly string[]): string[] {
  const left = [...entries];
  const order: string[] = [];
  while (left.length > 0 && random() < 0.8) order.push(...left.splice(whole(random, 0, left.length - 1), 1));
  return order;
}

function path(random: Random, ending: string): string {
  return `/srv/baton/${text(random, 10, `${NASTY}/`)}${hex(random, 6)}${ending}`;
}

function text(random: Random, maxLength: number, alphabet: string): string {
  const letters = [...alphabet];
  return several(random, maxLength, () => pick(random, letters)).join('');
}

function hex(random: Random, digits: number): string {
  return Array.from({ length: digits }, () => whole(random, 0, 15).toString(16)).join('');
}

function uuid(random: Random): string {
  return `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-8${hex(random, 3)}-${hex(random, 12)}`;
}

function coin(random: Random): boolean {
  return random() < 0.5;
}

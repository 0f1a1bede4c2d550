import type { ProfileDefinition } from '../../profile/definition';
import type { Disk } from '../../profile/storage';
import type { QemuArgument } from '../argument';
import { bootIndex } from '../boot';
import type { QemuCapabilities } from '../capabilities';
import { blockNode, type Compiling, device, object, onOff, type Section } from '../emit';
import { diskPort, ROOT_PORTS, sataController } from '../layout';
import type { Json } from '../option-text';

/** SATA disks and discs share the chipset's six ports: the first disk has 0, drives for discs 1 to 4, the second disk 5. */
const OWN_SATA_PORTS = ['ide.0', 'ide.5'] as const;
const PORTS_OF_CONTROLLER = 6;

export const disks: Section = (compiling) => {
  const { profile } = compiling;
  return [
    ...iothreads(profile),
    ...scsiController(profile),
    ...sataControllers(profile),
    ...profile.disks.flatMap((disk, index) => [
      blockNode({ why: 'disk', field: `disks.${index}` }, node(disk, index, compiling.facts.can)),
      device({ why: 'disk', field: `disks.${index}` }, drive(compiling, disk, index)),
    ]),
  ];
};

/** Locking is on: two machines that write one image destroy it. */
function node(disk: Disk, index: number, can: QemuCapabilities): Json {
  const { source, readOnly } = disk;
  const direct = disk.cache === 'none' || disk.cache === 'directsync';
  const discard = disk.discard ? 'unmap' : 'ignore';
  return {
    driver: source.kind === 'file' ? source.format : 'raw',
    'node-name': `disk${index}`,
    discard,
    'read-only': readOnly,
    file: {
      driver: source.kind === 'file' ? 'file' : 'host_device',
      filename: source.path,
      locking: 'on',
      discard,
      'read-only': readOnly,
      aio: engine(direct, can),
      cache: { direct, 'no-flush': false },
    },
  };
}

/** Both kernel engines only gain past the page cache, and `native` refuses to work with it. */
function engine(direct: boolean, { aio }: QemuCapabilities): string {
  if (!direct) return 'threads';
  return ['io_uring', 'native'].find((name) => aio.includes(name)) ?? 'threads';
}

function drive(compiling: Compiling, disk: Disk, index: number): Json {
  const { profile } = compiling;
  return {
    ...place(profile, disk, index),
    id: `disk${index}-drive`,
    drive: `disk${index}`,
    ...bootIndex(profile, `disk${index}`),
    // What the guest believes of the cache; the host's own is the node's.
    'write-cache': onOff(disk.cache === 'none' || disk.cache === 'writeback'),
    ...(disk.serial !== null && { serial: disk.serial }),
  };
}

function place(profile: ProfileDefinition, disk: Disk, index: number): Json {
  const behindPort = { bus: diskPort(index).id, addr: '0x0' };
  switch (disk.bus) {
    case 'virtio':
      return { driver: 'virtio-blk-pci', ...behindPort, ...(disk.iothread && { iothread: `io-disk${index}` }) };
    case 'nvme':
      // It has no default serial, and guests name the drive by it.
      return { driver: 'nvme', ...behindPort, serial: `baton-disk${index}` };
    case 'scsi':
      return { driver: 'scsi-hd', bus: 'scsi0.0', 'scsi-id': index, lun: 0 };
    case 'sata':
      return { driver: 'ide-hd', bus: sataBus(countSata(profile, index)) };
  }
}

/** SATA disks before this one. */
function countSata({ disks: all }: ProfileDefinition, index: number): number {
  return all.slice(0, index).filter(({ bus }) => bus === 'sata').length;
}

function sataBus(nth: number): string {
  const further = nth - OWN_SATA_PORTS.length;
  return (
    OWN_SATA_PORTS[nth] ??
    `${sataController(Math.floor(further / PORTS_OF_CONTROLLER) + 1).id}.${further % PORTS_OF_CONTROLLER}`
  );
}

function sataControllers(profile: ProfileDefinition): QemuArgument[] {
  const further = countSata(profile, profile.disks.length) - OWN_SATA_PORTS.length;
  return Array.from({ length: Math.max(0, Math.ceil(further / PORTS_OF_CONTROLLER)) }, (_, nth) => {
    const { id, addr } = sataController(nth + 1);
    const json = { driver: 'ich9-ahci', id, bus: 'pcie.0', addr, ...(nth === 0 && { multifunction: true }) };
    return device({ why: 'disk', field: 'disks' }, json);
  });
}

/** All SCSI disks share one controller, and with it one thread. */
function scsiController({ disks: all }: ProfileDefinition): QemuArgument[] {
  const scsi = all.filter(({ bus }) => bus === 'scsi');
  if (scsi.length === 0) return [];
  const thread = scsi.some(({ iothread }) => iothread) ? { iothread: 'io-scsi' } : {};
  const json = { driver: 'virtio-scsi-pci', id: 'scsi0', bus: ROOT_PORTS.scsi.id, addr: '0x0', ...thread };
  return [device({ why: 'disk', field: 'disks' }, json)];
}

function iothreads({ disks: all }: ProfileDefinition): QemuArgument[] {
  const thread = (id: string, field: string) => object({ why: 'iothread', field }, { 'qom-type': 'iothread', id });
  const scsi = all.findIndex(({ bus, iothread }) => bus === 'scsi' && iothread);
  return [
    ...all.flatMap(({ bus, iothread }, index) =>
      bus === 'virtio' && iothread ? [thread(`io-disk${index}`, `disks.${index}.iothread`)] : [],
    ),
    ...(scsi >= 0 ? [thread('io-scsi', `disks.${scsi}.iothread`)] : []),
  ];
}

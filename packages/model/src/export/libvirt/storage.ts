import type { ProfileDefinition } from '../../profile/definition';
import type { Disk } from '../../profile/storage';
import { element, type XmlNode } from './xml';

/** Places on one SATA controller. */
const SATA_PORTS = 6;
/** Where libvirt's own SCSI controller ends, and another one would begin that is no virtio-scsi. */
const SCSI_UNITS = 256;

/** `<boot order>` of a device named as `profile.boot` names it. */
export function bootOrder({ boot }: ProfileDefinition, name: string): XmlNode[] {
  const place = boot.indexOf(name);
  return place < 0 ? [] : [element('boot', { order: place + 1 })];
}

/** A name for the device that libvirt keeps, so that a reader finds the order of the profile again. */
export function alias(name: string): XmlNode {
  return element('alias', { name: `ua-${name}` });
}

/** Threads in libvirt's numbers from 1: one for each virtio disk that wants one, and one for the SCSI controller. */
export function iothreadNumbers({ disks }: ProfileDefinition): {
  readonly virtio: ReadonlyMap<number, number>;
  readonly scsi: number | undefined;
  readonly count: number;
} {
  const virtio = new Map<number, number>();
  for (const [index, disk] of disks.entries()) {
    if (disk.bus === 'virtio' && disk.iothread) virtio.set(index, virtio.size + 1);
  }
  const scsi = disks.some((disk) => busOf(disk) === 'scsi' && disk.iothread) ? virtio.size + 1 : undefined;
  return { virtio, scsi, count: virtio.size + (scsi ? 1 : 0) };
}

/** SATA has no read-only disks: such a one is on SCSI here, so that nothing is written to it. */
export function busOf({ bus, readOnly }: Disk): Disk['bus'] {
  return bus === 'sata' && readOnly ? 'scsi' : bus;
}

/** Disks and drives, without NVMe disks: libvirt 9 has no element for those. */
export function storage(profile: ProfileDefinition): XmlNode[] {
  const places = new Places();
  const threads = iothreadNumbers(profile);
  const disks = profile.disks.flatMap((disk, index) =>
    disk.bus === 'nvme' ? [] : [diskElement(profile, index, places, threads.virtio.get(index))],
  );
  const drives = profile.cdroms.map(({ iso }, index) =>
    element(
      'disk',
      { type: 'file', device: 'cdrom' },
      element('driver', { name: 'qemu', type: 'raw' }),
      iso !== null && element('source', { file: iso }),
      ...places.next('sata'),
      element('readonly'),
      bootOrder(profile, `cd${index}`),
      alias(`cd${index}`),
    ),
  );
  return [...disks, ...drives, ...scsiController(profile, threads.scsi)];
}

function diskElement(profile: ProfileDefinition, index: number, places: Places, thread?: number): XmlNode {
  const disk = profile.disks[index] as Disk;
  const { source, cache, discard, readOnly, serial } = disk;
  const type = source.kind === 'file' ? source.format : 'raw';
  const bus = busOf(disk);
  return element(
    'disk',
    { type: source.kind, device: 'disk' },
    element('driver', { name: 'qemu', type, cache, discard: discard ? 'unmap' : 'ignore', iothread: thread }),
    element('source', source.kind === 'file' ? { file: source.path } : { dev: source.path }),
    ...places.next(bus === 'nvme' ? 'virtio' : bus),
    readOnly && element('readonly'),
    serial !== null && element('serial', {}, serial),
    bootOrder(profile, `disk${index}`),
    alias(`disk${index}`),
  );
}

function scsiController({ disks }: ProfileDefinition, iothread: number | undefined): XmlNode[] {
  if (!disks.some((disk) => busOf(disk) === 'scsi')) return [];
  const driver = iothread ? [element('driver', { iothread })] : [];
  return [element('controller', { type: 'scsi', index: 0, model: 'virtio-scsi' }, ...driver)];
}

/** Hands out target names and addresses. SATA and SCSI share the `sd` names, so libvirt may not derive addresses from them. */
class Places {
  private readonly used = { virtio: 0, sata: 0, scsi: 0 };

  next(bus: 'virtio' | 'sata' | 'scsi'): XmlNode[] {
    const number = this.used[bus]++;
    if (bus === 'virtio') return [element('target', { dev: `vd${letters(number)}`, bus })];
    const target = element('target', { dev: `sd${letters(this.used.sata + this.used.scsi - 1)}`, bus });
    const per = bus === 'sata' ? SATA_PORTS : SCSI_UNITS;
    const at = { controller: Math.floor(number / per), bus: 0, target: 0, unit: number % per };
    return [target, element('address', { type: 'drive', ...at })];
  }
}

/** a, b, ... z, aa, ab, ... as Linux names disks. */
function letters(number: number): string {
  const last = String.fromCharCode(97 + (number % 26));
  return number < 26 ? last : letters(Math.floor(number / 26) - 1) + last;
}

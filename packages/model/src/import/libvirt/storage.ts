import { type DraftDisk, diskSchema, diskSourceSchema, draftDiskSchema } from '../../profile/storage';
import { attribute, child, type Reading } from './reading';
import type { XmlElement } from './xml';

/** Buses of libvirt for ours. IDE is SATA on q35; a USB stick's disk is one more disk. */
const BUSES: ReadonlyMap<string, DraftDisk['bus']> = new Map([
  ['virtio', 'virtio'],
  ['scsi', 'scsi'],
  ['sata', 'sata'],
  ['ide', 'sata'],
  ['usb', 'sata'],
  ['nvme', 'nvme'],
]);
const CACHES: readonly string[] = diskSchema.shape.cache.unwrap().options;

/** What says nothing beside the disk that it stands in. */
const COVERED = ['address', 'alias', 'boot', 'driver', 'source', 'target', 'readonly', 'serial'];
/** Attributes of a driver that become fields, or that say what is so anyway. */
const DRIVER = ['name', 'type', 'cache', 'discard', 'iothread'];

export function readDisk(element: XmlElement, reading: Reading): void {
  const device = attribute(element, 'device') ?? 'disk';
  if (device === 'cdrom') readDrive(element, reading);
  else if (device === 'disk') readHardDisk(element, reading);
  else reading.unsupported(element);
}

function readDrive(element: XmlElement, reading: Reading): void {
  const source = child(element, 'source');
  const path = attribute(source, 'file') ?? attribute(source, 'dev');
  if (source && (path === undefined || !path.startsWith('/'))) reading.unsupported(source);
  const iso = path?.startsWith('/') ? path : null;
  reading.add('cdroms', element, { iso }).push('*.iso');
  tellTheRest(element, reading);
}

function readHardDisk(element: XmlElement, reading: Reading): void {
  const source = diskSource(element, reading);
  if (!source) return;
  const driver = child(element, 'driver');
  const bus = attribute(child(element, 'target'), 'bus') ?? 'virtio';
  const disk = reading.accept(element, draftDiskSchema, {
    source,
    bus: BUSES.get(bus) ?? 'virtio',
    cache: cacheOf(element, reading),
    discard: attribute(driver, 'discard') === 'unmap',
    readOnly: child(element, 'readonly') !== undefined,
    iothread: attribute(driver, 'iothread') !== undefined,
    serial: serialOf(element, reading),
  });
  if (!disk) return;
  if (disk.bus !== bus) reading.changed(element, 'disks.bus', [bus, disk.bus]);
  reading.add('disks', element, disk).push('*.source', '*.bus', '*.cache', '*.discard', '*.readOnly', '*.serial');
  tellTheRest(element, reading);
}

/** A file, or a block device by a name that stays. Volumes and network disks have no place. */
function diskSource(element: XmlElement, reading: Reading): DraftDisk['source'] | undefined {
  const source = child(element, 'source');
  const driver = child(element, 'driver');
  const [file, dev] = [attribute(source, 'file'), attribute(source, 'dev')];
  if (dev !== undefined) {
    const parsed = diskSourceSchema.safeParse({ kind: 'block', path: dev });
    if (parsed.success) return parsed.data;
    reading.lost(element, 'lost-unsafe', { text: dev.slice(0, 200), because: 'path' });
    return undefined;
  }
  const format = attribute(driver, 'type');
  if (file === undefined || (format !== undefined && format !== 'raw' && format !== 'qcow2')) {
    reading.unsupported(element);
    return undefined;
  }
  // libvirt takes a disk without a format for a raw one; so did its author, or it would not have started.
  if (format === undefined) reading.find(element, 'format-guessed', { path: file, format: 'raw' }, 'disks');
  return reading.accept(element, diskSourceSchema, { kind: 'file', path: file, format: format ?? 'raw' });
}

/** `unsafe` loses data when the host loses power; `default` is QEMU's writeback. */
function cacheOf(element: XmlElement, reading: Reading): DraftDisk['cache'] {
  const cache = attribute(child(element, 'driver'), 'cache') ?? 'default';
  if (cache === 'unsafe') reading.changed(element, 'disks.cache', ['unsafe', 'writeback']);
  return (CACHES.includes(cache) ? cache : 'writeback') as DraftDisk['cache'];
}

function serialOf(element: XmlElement, reading: Reading): string | null {
  const serial = child(element, 'serial');
  if (!serial) return null;
  const parsed = diskSchema.shape.serial.safeParse(serial.text);
  if (parsed.success) return parsed.data;
  reading.unsupported(serial);
  return null;
}

function tellTheRest(element: XmlElement, reading: Reading): void {
  for (const one of element.children) {
    if (one.name === 'backingStore') reading.unneeded(one, 'default');
    else if (one.name === 'shareable' || !COVERED.includes(one.name)) reading.unsupported(one);
  }
  const driver = child(element, 'driver');
  const strange = [...(driver?.attributes.keys() ?? [])].filter((name) => !DRIVER.includes(name));
  if (driver && strange.length > 0) reading.unneeded(driver, 'own-engine');
}

/** An iothread of the SCSI controller serves all disks behind it. */
export function readController(element: XmlElement, reading: Reading): void {
  const threaded =
    attribute(element, 'type') === 'scsi' && attribute(child(element, 'driver'), 'iothread') !== undefined;
  if (!threaded) {
    reading.unneeded(element, 'own-controllers');
    return;
  }
  reading.scsiThread = true;
  reading.field(element, 'disks');
}

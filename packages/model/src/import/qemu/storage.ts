import { CDROMS_MAX, DISKS_MAX } from '../../profile/storage';
import { UNKNOWN_TEXT } from '../shell/variables';
import { type Backing, driveBacking, fileBacking, isRemote, nodeBacking } from './backing';
import { diskOf } from './disk';
import type { Intake } from './intake';
import type { QemuOption } from './options';
import { filePath } from './paths';

type Bus = 'virtio' | 'scsi' | 'sata' | 'nvme';

/** Devices that show a drive to the guest, and the bus that they stand for. `changed` = Baton has no such bus. */
const DISK_DRIVERS: Readonly<Record<string, { bus: Bus; cdrom?: boolean; changed?: boolean }>> = {
  'virtio-blk-pci': { bus: 'virtio' },
  'virtio-blk': { bus: 'virtio' },
  'virtio-blk-pci-non-transitional': { bus: 'virtio' },
  'virtio-blk-pci-transitional': { bus: 'virtio' },
  'scsi-hd': { bus: 'scsi' },
  'scsi-disk': { bus: 'scsi' },
  'scsi-block': { bus: 'scsi' },
  'ide-hd': { bus: 'sata' },
  'ide-drive': { bus: 'sata' },
  nvme: { bus: 'nvme' },
  'nvme-ns': { bus: 'nvme' },
  'usb-storage': { bus: 'sata', changed: true },
  'usb-bot': { bus: 'sata', changed: true },
  'usb-uas': { bus: 'sata', changed: true },
  'ide-cd': { bus: 'sata', cdrom: true },
  'scsi-cd': { bus: 'sata', cdrom: true },
};
const INTERFACES: Readonly<Record<string, Bus>> = { virtio: 'virtio', scsi: 'scsi', ide: 'sata' };
const IMAGE_OPTIONS = ['hda', 'hdb', 'hdc', 'hdd'];

/** Disks and discs in the order in which the command line names them: the order is what `disk0` and `cd0` count. */
export function readStorage(intake: Intake): void {
  for (const option of intake.open('drive', 'cdrom', '', 'device', ...IMAGE_OPTIONS)) {
    if (!intake.isOpen(option)) continue;
    if (option.name === 'device') readDevice(intake, option);
    else if (option.name === 'drive') readDrive(intake, option);
    else if (isUnknown(option)) continue;
    else if (option.name === 'cdrom') addCdrom(intake, fileBacking(option), null);
    else addDisk(intake, fileBacking(option), { bus: 'sata', device: null });
  }
  for (const option of intake.open('snapshot')) intake.unsupported(option);
}

/** A word of its own that the script did not set would have been no word; the others may still begin somewhere known. */
function isUnknown({ name, value, words, shell }: QemuOption): boolean {
  if (name === '') return value === '' || shell || words.some(({ unset }) => unset.length > 0);
  return value === UNKNOWN_TEXT;
}

function readDrive(intake: Intake, option: QemuOption): void {
  const face = option.values.peek('if') ?? 'ide';
  if (face === 'none' || face === 'pflash') return;
  if (option.values.peek('media') === 'cdrom') addCdrom(intake, driveBacking(intake, option), null);
  else if (INTERFACES[face]) addDisk(intake, driveBacking(intake, option), { bus: INTERFACES[face], device: null });
  else intake.unsupported(option);
}

function readDevice(intake: Intake, device: QemuOption): void {
  const driver = device.values.peek('driver') ?? '';
  const kind = Object.hasOwn(DISK_DRIVERS, driver) ? DISK_DRIVERS[driver] : undefined;
  if (!kind) return;
  const id = device.values.peek('drive');
  const drive = intake.backend('drive', id);
  const node =
    intake.backend('blockdev', id, 'node-name') ??
    intake.backend('blockdev', drive?.values.peek('node-name'), 'node-name');
  const writeCache = device.values.get('write-cache') !== 'off';
  const backing = drive ? driveBacking(intake, drive) : node ? nodeBacking(intake, node, writeCache) : null;
  const cdrom = kind.cdrom || drive?.values.peek('media') === 'cdrom';
  if (!backing && !cdrom) {
    // A controller that others hang on, or a drive that is not there.
    if (driver === 'nvme' && !id) intake.unneeded(device, 'own-controllers');
    else intake.unsupported(device);
    return;
  }
  device.values.get('drive');
  if (cdrom) addCdrom(intake, backing, device);
  else if (backing) {
    const place = addDisk(intake, backing, { bus: kind.bus, device });
    if (kind.changed && place) intake.changed(device, `${place}.bus`, [driver, kind.bus]);
  }
}

/** @returns the field that it became, or undefined when it was lost */
function addDisk(
  intake: Intake,
  backing: Backing,
  { bus, device }: { bus: Bus; device: QemuOption | null },
): string | undefined {
  const options = [...(device ? [device] : []), ...backing.options].filter((option) => intake.isOpen(option));
  const { disks } = intake.draft;
  const field = `disks.${disks.length}`;
  const disk = disks.length < DISKS_MAX ? diskOf(intake, backing, { field, bus, device }) : 'unsupported';
  if (disk === 'unsupported' || disk === 'unsafe') {
    for (const option of options) {
      if (disk === 'unsafe') intake.unsafe(option, 'path');
      else intake.unsupported(option);
    }
    return undefined;
  }
  for (const option of options) intake.field(option, field);
  if (device) settleDevice(intake, device, `disk${disks.length}`);
  disks.push(disk);
  return field;
}

function addCdrom(intake: Intake, backing: Backing | null, device: QemuOption | null): void {
  const options = [...(device ? [device] : []), ...(backing?.options ?? [])].filter((option) => intake.isOpen(option));
  const { cdroms } = intake.draft;
  const field = `cdroms.${cdroms.length}`;
  const [first] = options;
  const text = backing?.path;
  if (!first) return;
  const iso = text === undefined ? null : filePath(intake, first, { text, field: `${field}.iso` });
  const lost = cdroms.length >= CDROMS_MAX || (text !== undefined && iso === null) || isRemote(text);
  if (lost || backing?.blockDevice) {
    for (const option of options) {
      if (cdroms.length >= CDROMS_MAX) intake.unsupported(option);
      else intake.unsafe(option, 'path');
    }
    return;
  }
  for (const option of options) intake.field(option, field);
  if (device) settleDevice(intake, device, `cd${cdroms.length}`);
  cdroms.push({ iso });
}

/** Where the device stands is Baton's matter; when it is booted is the profile's. */
function settleDevice(intake: Intake, device: QemuOption, entry: string): void {
  const index = device.values.get('bootindex');
  if (index !== undefined && /^\d{1,6}$/.test(index)) intake.bootIndexes.push({ entry, index: Number(index) });
  intake.ignoreKeys(
    device,
    'own-place',
    'bus',
    'addr',
    'unit',
    'lun',
    'scsi-id',
    'channel',
    'port',
    'multifunction',
    'device_id',
  );
  intake.ignoreKeys(
    device,
    'own-defaults',
    'num-queues',
    'queue-size',
    'scsi',
    'config-wce',
    'rotation_rate',
    'removable',
    'aer',
    'werror',
    'rerror',
  );
}

/** Controllers and I/O threads belong to the disks that hang on them. */
export function readStorageControllers(intake: Intake): void {
  for (const option of intake.open('object')) {
    if (option.values.peek('qom-type') === 'iothread') intake.unneeded(option, 'own-controllers');
  }
  const controllers = [
    'virtio-scsi-pci',
    'virtio-scsi',
    'ahci',
    'ich9-ahci',
    'lsi53c895a',
    'lsi',
    'megasas',
    'mptsas1068',
  ];
  for (const option of intake.devices(...controllers)) intake.unneeded(option, 'own-controllers');
}

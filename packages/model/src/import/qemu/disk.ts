import { type DraftDisk, diskSourceSchema, draftDiskSchema } from '../../profile/storage';
import { type Backing, isRemote } from './backing';
import type { Intake } from './intake';
import type { QemuOption } from './options';
import { filePath } from './paths';

interface Place {
  /** Such as `disks.0`. */
  readonly field: string;
  readonly bus: DraftDisk['bus'];
  readonly device: QemuOption | null;
}

/** One disk of the draft, or why it cannot be one. */
export function diskOf(
  intake: Intake,
  backing: Backing,
  { field, bus, device }: Place,
): DraftDisk | 'unsupported' | 'unsafe' {
  const option = backing.options[0];
  const source = option ? sourceOf(intake, backing, { option, field }) : 'unsupported';
  if (!option || typeof source === 'string') return source as 'unsupported' | 'unsafe';
  const said = device?.values.get('serial') ?? backing.serial;
  // An NVMe drive must have one, so Baton gives those without a serial a name of its own.
  const serial = said !== undefined && /^baton-disk\d+$/.test(said) ? undefined : said;
  const fittingSerial = serial !== undefined && draftDiskSchema.shape.serial.safeParse(serial).success;
  if (serial !== undefined && !fittingSerial) intake.changed(option, `${field}.serial`, [serial, '']);
  if (backing.cache === 'unsafe') intake.changed(option, `${field}.cache`, ['unsafe', 'writeback']);
  return {
    source,
    bus,
    cache: backing.cache === 'unsafe' ? 'writeback' : backing.cache,
    // Not said: QEMU leaves freed blocks allocated, and Baton gives them back.
    discard: backing.discard ?? true,
    readOnly: backing.readOnly,
    iothread: hasIothread(intake, device),
    serial: fittingSerial ? serial : null,
  };
}

/** The thread of a virtio disk, or of the SCSI controller that it hangs on. */
function hasIothread(intake: Intake, device: QemuOption | null): boolean {
  if (!device) return false;
  if (device.values.get('iothread')) return true;
  const bus = device.values.peek('bus')?.replace(/\.\d+$/, '');
  const controller = intake.backend('device', bus);
  return controller?.values.has('iothread') ?? false;
}

function sourceOf(
  intake: Intake,
  { path, format, blockDevice }: Backing,
  { option, field }: { option: QemuOption; field: string },
): DraftDisk['source'] | 'unsupported' | 'unsafe' {
  if (path === undefined || isRemote(path)) return 'unsupported';
  if (blockDevice) {
    const source = diskSourceSchema.safeParse({ kind: 'block', path });
    return source.success ? source.data : 'unsafe';
  }
  const known = format ?? guessedFormat(path);
  if (known !== 'qcow2' && known !== 'raw') return 'unsupported';
  const whole = filePath(intake, option, { text: path, field: `${field}.source.path` });
  if (whole === null) return 'unsafe';
  if (format === undefined) intake.tell(option, ['format-guessed', { path, format: known }], `${field}.source.format`);
  return { kind: 'file', path: whole, format: known };
}

/** QEMU would look into the file; here its name must do. */
function guessedFormat(path: string): string {
  const ending = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  if (['vmdk', 'vdi', 'vhd', 'vhdx', 'vpc', 'qed', 'qcow'].includes(ending)) return ending;
  return ending === 'qcow2' || ending === 'q2' ? 'qcow2' : 'raw';
}

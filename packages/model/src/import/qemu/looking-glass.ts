import { pictureWithin, SMALLEST_PICTURE } from '../pictures';
import type { Intake } from './intake';
import type { QemuOption } from './options';

const MIB = 1024 * 1024;
const UNITS: Readonly<Record<string, number>> = { '': 1, K: 1024, M: MIB, G: 1024 * MIB };

/** Shared memory for Looking Glass. Its size is all that a command line says, so the picture is the largest that fits. */
export function readLookingGlass(intake: Intake): void {
  for (const device of intake.devices('ivshmem-plain')) {
    const memory = intake.backend('object', device.values.get('memdev'));
    const path = memory?.values.get('mem-path');
    if (!memory || !path || intake.draft.lookingGlass || !/^\/dev\/(shm\/|kvmfr)/.test(path)) continue;
    const size = bytes(memory.values.get('size') ?? '');
    const picture = pictureWithin(size) ?? SMALLEST_PICTURE;
    intake.draft.lookingGlass = { ...picture, memory: path.startsWith('/dev/kvmfr') ? 'kvmfr' : 'shm' };
    settle(intake, memory, device);
    intake.changed(device, 'lookingGlass', [
      `${size / MIB} MiB`,
      `${picture.width} × ${picture.height}${picture.hdr ? ' HDR' : ''}`,
    ]);
  }
}

function settle(intake: Intake, memory: QemuOption, device: QemuOption): void {
  for (const key of ['qom-type', 'share', 'prealloc', 'merge', 'dump']) memory.values.get(key);
  intake.field(memory, 'lookingGlass');
  intake.field(device, 'lookingGlass');
  intake.ignoreKeys(device, 'own-defaults', 'master');
}

function bytes(text: string): number {
  const match = /^(\d{1,15})([KMG]?)/i.exec(text);
  return match ? Number(match[1]) * (UNITS[(match[2] ?? '').toUpperCase()] ?? 1) : 0;
}

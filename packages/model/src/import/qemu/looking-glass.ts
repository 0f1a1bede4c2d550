import { lookingGlassBytes } from '../../host/looking-glass';
import type { LookingGlass } from '../../profile/display';
import type { Intake } from './intake';
import type { QemuOption } from './options';

/** Pictures that people have, the smallest first. */
const PICTURES: readonly Omit<LookingGlass, 'memory'>[] = [
  { width: 1024, height: 768, hdr: false },
  { width: 1920, height: 1080, hdr: false },
  { width: 2560, height: 1440, hdr: false },
  { width: 3840, height: 2160, hdr: false },
  { width: 3840, height: 2160, hdr: true },
  { width: 7680, height: 4320, hdr: false },
  { width: 7680, height: 4320, hdr: true },
];
const MIB = 1024 * 1024;
const UNITS: Readonly<Record<string, number>> = { '': 1, K: 1024, M: MIB, G: 1024 * MIB };

/** Shared memory for Looking Glass. Its size is all that a command line says, so the picture is the largest that fits. */
export function readLookingGlass(intake: Intake): void {
  for (const device of intake.devices('ivshmem-plain')) {
    const memory = intake.backend('object', device.values.get('memdev'));
    const path = memory?.values.get('mem-path');
    if (!memory || !path || intake.draft.lookingGlass || !/^\/dev\/(shm\/|kvmfr)/.test(path)) continue;
    const size = bytes(memory.values.get('size') ?? '');
    const picture = PICTURES.findLast((each) => lookingGlassBytes(each) <= size) ?? PICTURES[0];
    if (!picture) continue;
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

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BOOT_DISPLAY } from '@baton/model/qemu/layout';
import type { Clock } from '../../ports/clock';
import type { MachineFiles } from '../../ports/machine-files';
import type { Fleet } from '../fleet';
import { hasConsole } from '../service';
import { encodePng } from './png';
import { readPpm, smaller } from './ppm';

const FRESH_MS = 5_000;
const SMALL_WIDTH = 320;

export interface PictureDeps {
  readonly fleet: Pick<Fleet, 'find'>;
  readonly files: Pick<MachineFiles, 'paths'>;
  readonly clock: Clock;
}

/** A screen as it was: both sizes of one moment. */
export interface Picture {
  /** PNG. */
  readonly full: Buffer;
  readonly small: Buffer;
  /** Milliseconds since the epoch. */
  readonly takenAt: number;
}

interface Kept {
  readonly askedAt: number;
  readonly picture: Promise<Picture>;
}

/** Pictures of the screens of machines that are up, paused ones too: one in five seconds for each, however many look. */
export class Pictures {
  readonly #kept = new Map<string, Kept>();

  constructor(private readonly deps: PictureDeps) {}

  /** @returns null when the machine has no screen now. @throws QmpError when QEMU does not answer */
  async of(machineId: string): Promise<Picture | null> {
    const member = this.deps.fleet.find(machineId);
    const session = member && hasConsole(member) ? member.driver.session : null;
    if (!session) {
      this.#kept.delete(machineId);
      return null;
    }
    const now = this.deps.clock.now();
    const kept = this.#kept.get(machineId);
    if (kept && now - kept.askedAt < FRESH_MS) return kept.picture;
    const { runDir } = this.deps.files.paths(machineId);
    // QEMU's own user writes it: the run directory is the one place where it may.
    const file = join(runDir, 'picture.ppm');
    const picture = session
      .execute('screendump', { filename: file, format: 'ppm', device: BOOT_DISPLAY.id })
      .then(() => readFile(file))
      .then((bytes) => bothSizes(bytes, now))
      .finally(() => rm(file, { force: true }));
    this.#kept.set(machineId, { askedAt: now, picture });
    picture.catch(() => this.#kept.delete(machineId));
    return picture;
  }
}

async function bothSizes(ppm: Buffer, takenAt: number): Promise<Picture> {
  const image = readPpm(ppm);
  const [full, small] = await Promise.all([encodePng(image), encodePng(smaller(image, SMALL_WIDTH))]);
  return { full, small, takenAt };
}

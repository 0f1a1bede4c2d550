import type { PauseReason } from '@baton/model/machine/state';
import type { QemuLife } from './life';

/** What is known of the present run besides its process. */
export interface Run {
  readonly life: QemuLife;
  readonly startedAt: number;
  asked: 'shut-down' | 'force-off' | null;
  shutdownReason: string | null;
  diskFull: boolean;
  /** It was paused because the host is about to sleep. */
  forSleep: boolean;
  /** It was ready once. */
  booted: boolean;
}

/** What we know of it beside what QEMU says. */
export function pauseReason(meaning: PauseReason, { diskFull, forSleep }: Run): PauseReason {
  if (meaning === 'io-error' && diskFull) return 'disk-full';
  return meaning === 'asked' && forSleep ? 'host-sleep' : meaning;
}

export function newRun(life: QemuLife, startedAt: number): Run {
  return { life, startedAt, asked: null, shutdownReason: null, diskFull: false, forSleep: false, booted: false };
}

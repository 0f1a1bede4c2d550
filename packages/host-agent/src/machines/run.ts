import type { PauseReason, ShutDownRung } from '@baton/model/machine/state';
import type { QemuLife } from './life';

/** What is known of the present run besides its process. */
export interface Run {
  readonly life: QemuLife;
  readonly startedAt: number;
  asked: 'shut-down' | 'force-off' | null;
  /** How its guest was asked to shut down, when it was. */
  rung: ShutDownRung | null;
  shutdownReason: string | null;
  diskFull: boolean;
  /** QEMU found an image damaged so that it must not be used before it was repaired. */
  corrupted: boolean;
  /** It was paused because the host is about to sleep. */
  forSleep: boolean;
  /** It was ready once. */
  booted: boolean;
}

/** What we know of it beside what QEMU says. */
export function pauseReason(meaning: PauseReason, { diskFull, corrupted, forSleep }: Run): PauseReason {
  if (corrupted && (meaning === 'io-error' || meaning === 'asked')) return 'image-corrupted';
  if (meaning === 'io-error' && diskFull) return 'disk-full';
  return meaning === 'asked' && forSleep ? 'host-sleep' : meaning;
}

export function newRun(life: QemuLife, startedAt: number): Run {
  const seen = { shutdownReason: null, diskFull: false, corrupted: false, forSleep: false, booted: false };
  return { life, startedAt, asked: null, rung: null, ...seen };
}

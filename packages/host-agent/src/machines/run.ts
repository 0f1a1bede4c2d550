import type { EndCause, PauseReason, RunEnd, ShutDownRung } from '@baton/model/machine/state';
import { isQmpEvent, type QmpEvent } from '@baton/qmp';
import type { ProcessExit } from '../ports/qemu-launcher';
import { endCause } from './end-cause';
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

/** Keeps what an event tells of the run. @returns what has to be done about it at once */
export function note(run: Run, event: QmpEvent): 'image-corrupted' | null {
  if (isQmpEvent(event, 'SHUTDOWN')) run.shutdownReason = event.data.reason;
  if (isQmpEvent(event, 'BLOCK_IO_ERROR')) run.diskFull = event.data.nospace === true;
  if (!isQmpEvent(event, 'BLOCK_IMAGE_CORRUPTED') || !event.data.fatal) return null;
  run.corrupted = true;
  return 'image-corrupted';
}

/** What was asked of it is used up. */
export function unask(run: Run): void {
  run.asked = null;
  run.rung = null;
}

export function causeOf({ asked, shutdownReason: reason, booted }: Run, exit: ProcessExit): EndCause {
  return booted ? endCause({ asked, reason, exit }) : 'start-failed';
}

/** How it ended, beside why. */
export function endFacts(run: Run, exit: ProcessExit): Pick<RunEnd, 'exitCode' | 'signal' | 'rung'> {
  return {
    ...(exit.code !== null && { exitCode: exit.code }),
    ...(exit.signal !== null && { signal: exit.signal }),
    ...(run.rung && causeOf(run, exit) === 'shut-down' && { rung: run.rung }),
  };
}

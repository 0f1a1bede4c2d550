/** Why a run ended, in our words. Foreign reasons (QMP SHUTDOWN, wait status) are mapped once, in the agent. */
export type EndCause =
  /** The guest powered itself off, nobody here asked. */
  | 'guest-powered-off'
  /** We asked (by its agent or the power button: `RunEnd.rung`) and the guest powered itself off. */
  | 'shut-down'
  /** Somebody pressed Force off. */
  | 'forced-off'
  /** The guest kernel panicked and the policy ended the machine. */
  | 'guest-panicked'
  /** QEMU was ended by a signal that was not ours, or by the host. */
  | 'ended-by-host'
  /** QEMU went away without a word: crash, out of memory... */
  | 'crashed'
  /** QEMU never got as far as running. */
  | 'start-failed'
  /** It ended while the agent was not there to see. */
  | 'ended-unseen';

/** How the last run ended. Times in milliseconds since the epoch. */
export interface RunEnd {
  readonly at: number;
  readonly cause: EndCause;
  readonly exitCode?: number;
  readonly signal?: string;
  /** QEMU's own last words, at most a few lines. */
  readonly words?: string;
  /** What made the guest shut down, when we asked it to. */
  readonly rung?: ShutDownRung;
}

/** How a guest is asked to shut down, the gentlest first: its agent knows why, the power button only presses. */
export type ShutDownRung = 'agent' | 'acpi';

/** Why a machine that is up does not execute. */
export type PauseReason =
  | 'asked'
  | 'io-error'
  | 'disk-full'
  | 'guest-panicked'
  | 'internal-error'
  | 'watchdog'
  /** QEMU found the image damaged: what is written from there on may make it worse. */
  | 'image-corrupted'
  | 'suspended'
  /** Baton paused it, because the host was about to sleep. */
  | 'host-sleep';

/** One named state, never a combination of flags. Times in milliseconds since the epoch. */
export type MachineState =
  | { readonly kind: 'stopped'; readonly last?: RunEnd }
  | { readonly kind: 'starting'; readonly since: number; readonly operationId: string }
  | { readonly kind: 'running'; readonly since: number; readonly pid: number }
  | { readonly kind: 'paused'; readonly since: number; readonly pid: number; readonly reason: PauseReason }
  | {
      readonly kind: 'stopping';
      readonly since: number;
      readonly pid: number;
      readonly how: 'shut-down' | 'force-off';
      /** The rung that is being tried; absent for Force off. */
      readonly rung?: ShutDownRung;
      /** When the next rung is tried; absent on the last one. */
      readonly nextRungAt?: number;
      /** When Baton offers Force off, because the guest has not answered. */
      readonly patienceEndsAt: number;
    }
  /** The process lives but does not answer QMP. */
  | { readonly kind: 'unresponsive'; readonly since: number; readonly pid: number };

export type MachineStateKind = MachineState['kind'];

/** True while a QEMU process exists or is being made. */
export function isUp(state: MachineState): boolean {
  return state.kind !== 'stopped';
}

/** True when the last run ended in a way that a person should look at. */
export function endedBadly(state: MachineState): boolean {
  if (state.kind !== 'stopped' || !state.last) return false;
  return state.last.cause === 'crashed' || state.last.cause === 'start-failed' || state.last.cause === 'guest-panicked';
}

import type { MachineVerb } from '../machine/actions';
import type { EndCause, MachineStateKind, PauseReason, ShutDownRung } from '../machine/state';

const VERB_WORDS = {
  start: 'Start',
  pause: 'Pause',
  resume: 'Resume',
  reboot: 'Reboot',
  'shut-down': 'Shut down',
  'force-off': 'Force off',
  edit: 'Edit',
  delete: 'Delete',
} satisfies Record<MachineVerb, string>;

const STATE_WORDS = {
  stopped: 'stopped',
  starting: 'starting',
  running: 'running',
  paused: 'paused',
  stopping: 'shutting down',
  unresponsive: 'not answering',
} satisfies Record<MachineStateKind, string>;

/** The verb as it stands on a button. */
export function verbWords(verb: MachineVerb): string {
  return VERB_WORDS[verb];
}

/** The state as it stands in a sentence: "win10 is running". */
export function stateWords(state: MachineStateKind): string {
  return STATE_WORDS[state];
}

/** Why a verb is not offered, as printed beside the disabled control. */
export function refusalWords(verb: MachineVerb, state: MachineStateKind, name: string): string {
  if (state === 'stopped') return `${name} is stopped.`;
  if (verb === 'delete') return `Shut ${name} down before you delete it.`;
  if (verb === 'start') return `${name} is already ${STATE_WORDS[state]}.`;
  return `${name} is ${STATE_WORDS[state]}.`;
}

const END_WORDS = {
  'guest-powered-off': 'Shut down by the guest',
  'shut-down': 'Shut down when asked',
  'forced-off': 'Forced off',
  'guest-panicked': 'The guest crashed (kernel panic)',
  'ended-by-host': 'Ended by the host',
  crashed: 'QEMU ended unexpectedly',
  'start-failed': 'Could not start',
  'ended-unseen': 'Ended while Baton was not watching',
} satisfies Record<EndCause, string>;

const RUNG_WORDS = {
  agent: 'Shut down by its guest agent',
  acpi: 'Shut down by its power button',
} satisfies Record<ShutDownRung, string>;

/** Why the machine last stopped, and what made it. */
export function endWords(cause: EndCause, rung?: ShutDownRung): string {
  return cause === 'shut-down' && rung ? RUNG_WORDS[rung] : END_WORDS[cause];
}

const PAUSE_WORDS = {
  asked: 'Paused',
  'io-error': 'Paused: the disk reported an error',
  'disk-full': 'Paused: the storage is full. Free space, then resume',
  'guest-panicked': 'Paused: the guest crashed (kernel panic)',
  'internal-error': 'Paused: QEMU reported an internal error',
  watchdog: 'Paused by the watchdog',
  'image-corrupted': 'Paused: its disk image is damaged. Force it off, then repair the image',
  suspended: 'The guest put itself to sleep',
  'host-sleep': 'Paused while the laptop sleeps',
} satisfies Record<PauseReason, string>;

export function pauseWords(reason: PauseReason): string {
  return PAUSE_WORDS[reason];
}

import type { MachineNewsKind } from '../machine/news';
import type { EndCause } from '../machine/state';
import type { ActivityFacts, ActivityKind } from './activity';

/** What somebody who reads the history for what went wrong must not overlook; null = all is as it should be. */
export type ActivityTone = 'bad' | 'warn' | null;

const ENDS: Readonly<Record<EndCause, ActivityTone>> = {
  'guest-powered-off': null,
  'shut-down': null,
  'forced-off': null,
  'guest-panicked': 'bad',
  'ended-by-host': 'bad',
  crashed: 'bad',
  'start-failed': 'bad',
  'ended-unseen': 'warn',
};

const NEWS: Readonly<Record<MachineNewsKind, ActivityTone>> = {
  'guest-panicked': 'bad',
  'guest-crash-kernel': 'bad',
  'disk-full': 'bad',
  'disk-error': 'bad',
  'image-damaged': 'bad',
  watchdog: 'bad',
  'memory-failure': 'bad',
  'unplug-refused': 'warn',
  'device-gone': null,
  'fell-asleep': null,
  'woke-up': null,
  'tray-moved': null,
  'clock-set': null,
  restarted: null,
};

type Tones = { readonly [Kind in ActivityKind]?: (facts: ActivityFacts[Kind]) => ActivityTone };

const TONES: Tones = {
  'operation.ended': ({ state }) => (state === 'failed' ? 'bad' : state === 'undone' ? 'warn' : null),
  'machine.ended': ({ cause }) => ENDS[cause],
  'machine.told': ({ news }) => NEWS[news],
  'machine.left-behind': () => 'warn',
  'machine.not-thawed': () => 'bad',
  'gpu.slept': ({ lost }) => (lost ? 'bad' : null),
  'automation.refused': () => 'bad',
  'automation.missed': () => 'warn',
  'automation.dropped': () => 'warn',
  'session.login-refused': () => 'warn',
  'storage.upload-failed': () => 'bad',
  'rom.dump-failed': () => 'bad',
};

/** Of a kind, or news, of a newer Baton nobody knows. */
export function activityTone(kind: string, facts: unknown): ActivityTone {
  if (!Object.hasOwn(TONES, kind)) return null;
  const tone = TONES[kind as ActivityKind] as ((facts: unknown) => ActivityTone | undefined) | undefined;
  return tone?.(facts ?? {}) ?? null;
}

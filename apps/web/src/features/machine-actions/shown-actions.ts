import type { MachineStateKind } from '@baton/model/machine/state';

/** The verbs that get a button of their own in each state; the others stand in the menu. */
export const SHOWN_VERBS = {
  stopped: ['start'],
  starting: ['start'],
  running: ['pause', 'shut-down'],
  paused: ['resume', 'shut-down'],
  stopping: ['shut-down'],
  unresponsive: ['force-off'],
} as const satisfies Record<MachineStateKind, readonly string[]>;

/** A verb of a running machine. */
export type LiveVerb = 'pause' | 'resume' | 'reboot' | 'shut-down' | 'force-off';

/** These end or restart the guest: each asks once, by name. */
export type AskedVerb = Extract<LiveVerb, 'reboot' | 'shut-down' | 'force-off'>;

/** In the menu, when they have no button of their own. */
export const MENU_VERBS = ['reboot', 'force-off'] as const satisfies readonly AskedVerb[];

export function isAsked(verb: LiveVerb): verb is AskedVerb {
  return verb === 'reboot' || verb === 'shut-down' || verb === 'force-off';
}

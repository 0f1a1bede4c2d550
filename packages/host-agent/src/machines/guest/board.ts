import type { MachineState } from '@baton/model/machine/state';
import { fail } from '@baton/model/problem';

/** What can be done to the board of a machine that is up, as QEMU calls it. */
export const BOARD_COMMANDS = {
  'power-button': 'system_powerdown',
  nmi: 'inject-nmi',
  wake: 'system_wakeup',
} as const;
export type BoardVerb = keyof typeof BOARD_COMMANDS;

/** @throws ProblemError `guest.not-up` | `guest.not-asleep` */
export function refuseBoard(verb: BoardVerb, state: MachineState, name: string): void {
  const reachable = state.kind === 'running' || state.kind === 'paused' || state.kind === 'stopping';
  if (!reachable) fail('guest.not-up', { name, state: state.kind });
  const asleep = state.kind === 'paused' && state.reason === 'suspended';
  if (verb === 'wake' && !asleep) fail('guest.not-asleep', { name });
}

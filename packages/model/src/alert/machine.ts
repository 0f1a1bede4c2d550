import type { ActivityKind } from '../activity/activity';
import { type EndCause, isUp, type MachineState } from '../machine/state';
import type { Alert } from './alert';

/** Nobody here asked for such an end. A start that fails is told to whoever pressed Start; one that nobody watched is told apart. */
const UNEXPECTED: ReadonlySet<EndCause> = new Set(['crashed', 'ended-by-host', 'guest-panicked']);

/** What of a machine's state is worth an alert; null = nothing. */
export function machineAlert(state: MachineState): Alert | null {
  if (state.kind === 'paused') {
    if (state.reason === 'guest-panicked') return { kind: 'guest-crashed', facts: {} };
    if (state.reason === 'disk-full' || state.reason === 'io-error') {
      return { kind: 'machine-paused', facts: { reason: state.reason } };
    }
  }
  if (state.kind === 'stopped' && state.last && UNEXPECTED.has(state.last.cause)) {
    return { kind: 'machine-ended', facts: { cause: state.last.cause } };
  }
  return null;
}

/**
 * What a change of state raises.
 * @param before null = seen for the first time: how a run ended that nobody of us saw is history, and no news
 */
export function raisedBy(before: MachineState | null, state: MachineState): Alert | null {
  const alert = machineAlert(state);
  if (alert?.kind !== 'machine-ended') return alert;
  return before && isUp(before) ? alert : null;
}

/** Whether an alert about a machine is still so. A failure of memory is, until the machine is off. */
export function stillSo(kind: Alert['kind'], state: MachineState): boolean {
  if (kind === 'machine-ended') return state.kind === 'stopped' || state.kind === 'starting';
  if (kind === 'memory-failure') return isUp(state);
  return machineAlert(state)?.kind === kind;
}

/** One line of the history, as it is written. */
export interface Told {
  readonly kind: ActivityKind;
  readonly actor: string | null;
  readonly facts: object;
}

/**
 * What no state tells: the host's memory failed, or a start that nobody asked for came to nothing. One that somebody pressed is told
 * to whoever pressed it.
 * @param itself the name under which Baton asks for what it does by itself
 */
export function alertOfHistory({ kind, actor, facts }: Told, itself: string): Alert | null {
  const is = (key: string, value: string) => key in facts && (facts as Record<string, unknown>)[key] === value;
  if (kind === 'machine.told') return is('news', 'memory-failure') ? { kind: 'memory-failure', facts: {} } : null;
  if (actor !== itself) return null;
  const failed = is('state', 'failed') || is('state', 'undone');
  const refused = kind === 'automation.refused' && is('verb', 'start');
  const cameToNothing = kind === 'operation.ended' && is('operation', 'start') && failed;
  return refused || cameToNothing ? { kind: 'machine-ended', facts: { cause: 'start-failed' } } : null;
}

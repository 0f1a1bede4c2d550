import type { MachineState, MachineStateKind } from './state';

/** What a person can ask of a machine. */
export const MACHINE_VERBS = [
  'start',
  'pause',
  'resume',
  'reboot',
  'shut-down',
  'force-off',
  'edit',
  'delete',
] as const;
export type MachineVerb = (typeof MACHINE_VERBS)[number];

/**
 * The one table: verb -> states in which it is legal. The supervisor, the router and the UI all read it.
 * `edit` is legal at any time: changes apply at the next start.
 */
const LEGAL: Readonly<Record<MachineVerb, readonly MachineStateKind[]>> = {
  start: ['stopped'],
  pause: ['running'],
  resume: ['paused'],
  reboot: ['running', 'paused'],
  'shut-down': ['running', 'paused', 'stopping'],
  'force-off': ['running', 'paused', 'stopping', 'unresponsive'],
  edit: ['stopped', 'starting', 'running', 'paused', 'stopping', 'unresponsive'],
  delete: ['stopped'],
};

/** Why a verb is refused; `describe.ts` has the sentence for it. `undefined` = allowed. */
export interface Refusal {
  readonly verb: MachineVerb;
  readonly state: MachineStateKind;
}

/** @returns the refusal of `verb` in `state`, or undefined when it is allowed. */
export function refusal(verb: MachineVerb, state: Pick<MachineState, 'kind'>): Refusal | undefined {
  return LEGAL[verb].includes(state.kind) ? undefined : { verb, state: state.kind };
}

/** Request policy: a verb that is already under way is ignored, not refused, so that two phones can both press it. */
export type Judgement =
  | { readonly take: true }
  | { readonly ignore: 'already-asked' | 'already-so' }
  | { readonly deny: Refusal };

/** Judges a request against the state: taken, ignored because it is already so, or denied with a reason. */
export function judge(verb: MachineVerb, state: MachineState): Judgement {
  if (verb === 'start' && state.kind === 'starting') return { ignore: 'already-asked' };
  if (verb === 'start' && state.kind === 'running') return { ignore: 'already-so' };
  if (verb === 'pause' && state.kind === 'paused') return { ignore: 'already-so' };
  if (verb === 'resume' && state.kind === 'running') return { ignore: 'already-so' };
  if ((verb === 'shut-down' || verb === 'force-off') && state.kind === 'stopped') return { ignore: 'already-so' };
  if (verb === 'force-off' && state.kind === 'stopping' && state.how === 'force-off')
    return { ignore: 'already-asked' };
  const denied = refusal(verb, state);
  return denied ? { deny: denied } : { take: true };
}

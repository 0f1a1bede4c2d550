/** Where a reading lies: `between` is too low to raise and too high to clear. */
export type Zone = 'over' | 'between' | 'under' | 'unknown';

/** A condition that has to last before it counts, and to be gone for a while before it is over. Times in milliseconds. */
export type Lasting =
  | { readonly kind: 'calm' }
  | { readonly kind: 'rising'; readonly since: number; readonly at: number }
  | { readonly kind: 'raised' }
  | { readonly kind: 'falling'; readonly since: number; readonly at: number };

export interface Patience {
  readonly raiseAfterMs: number;
  readonly clearAfterMs: number;
  /** Two readings further apart say nothing of the time between. */
  readonly gapMs: number;
}

export interface Stepped {
  readonly state: Lasting;
  readonly happened: 'raised' | 'cleared' | null;
}

export const CALM: Lasting = { kind: 'calm' };
export const RAISED: Lasting = { kind: 'raised' };

/** One more reading. Raised and cleared take turns, whatever the readings are. */
export function step(state: Lasting, { zone, at }: { zone: Zone; at: number }, patience: Patience): Stepped {
  const isRaised = state.kind === 'raised' || state.kind === 'falling';
  if (zone !== (isRaised ? 'under' : 'over')) return { state: isRaised ? RAISED : CALM, happened: null };
  const waiting = state.kind === 'rising' || state.kind === 'falling' ? state : null;
  // A clock that was set back begins anew, like a gap.
  const goesOn = waiting !== null && at >= waiting.at && at - waiting.at <= patience.gapMs;
  const since = goesOn ? waiting.since : at;
  if (at - since >= (isRaised ? patience.clearAfterMs : patience.raiseAfterMs)) {
    return isRaised ? { state: CALM, happened: 'cleared' } : { state: RAISED, happened: 'raised' };
  }
  return { state: { kind: isRaised ? 'falling' : 'rising', since, at }, happened: null };
}

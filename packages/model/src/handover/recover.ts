import { isLoaded } from '../host/module';
import { isPciAddress, slotOf } from '../pci/address';
import { type Problem, problem } from '../problem';
import { untouchable } from './checks';
import { type GpuFacts, mainFunction, slotFunctions } from './facts';
import { observe } from './observe';
import { pinAwake } from './phases';
import type { HandoverStep, PlannedStep } from './step';

/** Ways to get a card back that does not answer any more: reset it in its slot, or take it off the bus and find it again. */
export const RECOVERY_KINDS = ['reset', 'rescan'] as const;
export type RecoveryKind = (typeof RECOVERY_KINDS)[number];

/** Why this cannot be tried now; null = it can. Only a card that nobody uses is touched (docs/kernel-notes.md, Recovering). */
export function recoveryRefusal(facts: GpuFacts, how: RecoveryKind): Problem | null {
  const state = observe(facts);
  const refuse = (because: 'in-use' | 'bbswitch' | 'no-reset' | 'host-has-it'): Problem =>
    problem('gpu.recover-refused', { address: facts.address, because });
  if (state.kind === 'missing') return how === 'rescan' && portOf(facts) ? null : (untouchable(facts, state) ?? null);
  const stop = untouchable(facts, state);
  if (stop) return stop;
  if (state.kind === 'host-in-use') return refuse('in-use');
  if (state.kind.startsWith('host-')) return refuse('host-has-it');
  if (how === 'reset') return canReset(facts) ? null : refuse('no-reset');
  return facts.power.backend === 'bbswitch' || isLoaded(facts.modules, 'bbswitch') ? refuse('bbswitch') : null;
}

/** A bus is reset only for a device that is alone on it: with a companion the kernel refuses (seen in the lab). */
function canReset(facts: GpuFacts): boolean {
  const methods = mainFunction(facts)?.resetMethods ?? [];
  return slotFunctions(facts).length > 1 ? methods.some((method) => method !== 'bus') : methods.length > 0;
}

/** The steps of a recovery, as data. Call only when nothing refuses it. */
export function recoverySteps(facts: GpuFacts, how: RecoveryKind): readonly PlannedStep[] {
  if (how === 'reset') {
    const reset: HandoverStep = { do: 'reset', address: facts.address };
    return [...pinAwake(facts), reset].map((step) => ({ under: 'reset', step }));
  }
  const port = portOf(facts);
  if (!port) return [];
  const present = [...slotFunctions(facts)].sort((a, b) => b.address.localeCompare(a.address));
  const removals = present.map(({ address }): HandoverStep => ({ do: 'remove-card', address, port }));
  const rescan: HandoverStep = { do: 'rescan', port, expect: expected(facts) };
  return [...removals, rescan].map((step) => ({ under: 'find-again', step }));
}

/** The card's functions as they were at home, and those that are here now. */
function expected(facts: GpuFacts) {
  const known = Object.keys(facts.home?.drivers ?? {}).filter(isPciAddress);
  const own = known.filter((address) => slotOf(address) === slotOf(facts.address));
  return [...new Set([facts.address, ...slotFunctions(facts).map((fn) => fn.address), ...own])].sort();
}

const portOf = (facts: GpuFacts) => facts.port?.address ?? facts.home?.port ?? null;

import type { StepKind } from '../operation/operation';
import type { Problem } from '../problem';
import { refusals } from './checks';
import { type GpuFacts, mainFunction } from './facts';
import type { GpuState, HandoverTarget } from './gpu-state';
import { observe } from './observe';
import {
  attach,
  bind,
  bindAfterRepair,
  detach,
  powerOff,
  powerOn,
  release,
  repair,
  reserveAfterRepair,
  wake,
} from './phases';
import type { PlannedStep } from './step';

/** The way there, or why there is none. Already there = no steps. */
export type Plan = { readonly steps: readonly PlannedStep[] } | { readonly problem: Problem };

/** Plans a hand-over from what was observed. Pure: the dry run and the real run execute the same plan. */
export function plan(facts: GpuFacts, target: HandoverTarget['kind']): Plan {
  const [problem] = refusals(facts, target);
  if (problem) return { problem };
  const state = observe(facts);
  switch (target) {
    case 'vfio':
      return { steps: toVfio(facts, state) };
    case 'host':
      return { steps: toHost(facts, state) };
    case 'off':
      return { steps: toOff(facts, state) };
  }
}

function toVfio(facts: GpuFacts, state: GpuState): readonly PlannedStep[] {
  if (state.kind === 'vfio-idle') return [];
  if (state.kind === 'powered-off') return [...powerOn(facts), ...reserveAfterRepair(facts), ...bindAfterRepair(facts)];
  // A card that was switched on, and then nothing more: what comes after power-on is still to do.
  if (facts.repairDue && mainFunction(facts)?.driver === null) {
    return [...wake(facts), ...repair(facts), ...reserveAfterRepair(facts), ...bindAfterRepair(facts)];
  }
  return [...detach(facts, 'vfio-pci'), ...bind(facts)];
}

function toHost(facts: GpuFacts, state: GpuState): readonly PlannedStep[] {
  const atHome = state.kind === 'host-idle' || state.kind === 'host-in-use' || state.kind === 'host-suspended';
  if (atHome && !facts.away && !facts.repairDue) return [];
  if (state.kind === 'powered-off') return [...powerOn(facts), ...release(facts), ...attach(facts)];
  return [...release(facts), ...(facts.repairDue ? repair(facts) : []), ...attach(facts)];
}

function toOff(facts: GpuFacts, state: GpuState): readonly PlannedStep[] {
  if (state.kind === 'powered-off') return [];
  const released = release(facts);
  const hostHasSome = facts.functions.some((fn) => fn.driver !== null && fn.driver !== 'vfio-pci');
  const detached = hostHasSome ? detach(withoutVfio(facts), null) : [];
  const rest = hostHasSome ? powerOff(facts).filter(({ step }) => step.do === 'switch-power') : powerOff(facts);
  return [...released, ...detached, ...rest];
}

/** What detaching finds after the release. */
function withoutVfio(facts: GpuFacts): GpuFacts {
  const functions = facts.functions.map((fn) => (fn.driver === 'vfio-pci' ? { ...fn, driver: null } : fn));
  return { ...facts, functions: functions.map((fn) => ({ ...fn, driverOverride: null })) };
}

/** The headings of a plan, in order, each once. */
export function headings(steps: readonly PlannedStep[]): readonly StepKind[] {
  return [...new Set(steps.map((planned) => planned.under))];
}

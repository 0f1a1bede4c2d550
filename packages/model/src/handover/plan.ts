import type { StepKind } from '../operation/operation';
import { keepsDriver } from '../power/backend';
import type { Problem } from '../problem';
import { refusals } from './checks';
import { type GpuFacts, mainFunction, slotFunctions, VFIO } from './facts';
import type { GpuState, HandoverTarget } from './gpu-state';
import { isBumblebee, isWithHost } from './home';
import { observe } from './observe';
import {
  attach,
  attachOthers,
  bind,
  bindAfterRepair,
  detach,
  detachRepaired,
  giveNode,
  missingCompanions,
  powerOff,
  powerOn,
  release,
  repair,
  reserveAfterRepair,
  restartServices,
  startServices,
  stopServices,
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
      return { steps: isBumblebee(facts) ? toHost(facts, state) : toOff(facts, state) };
  }
}

function toVfio(facts: GpuFacts, state: GpuState): readonly PlannedStep[] {
  if (state.kind === 'vfio-idle') return [];
  return [...stopServices(facts), ...takeFromHost(facts, state), ...giveNode(facts)];
}

function takeFromHost(facts: GpuFacts, state: GpuState): readonly PlannedStep[] {
  if (state.kind === 'powered-off' && keepsDriver(facts.power.backend)) {
    return [...powerOn(facts), ...detach(facts, VFIO), ...bind(facts)];
  }
  if (state.kind === 'powered-off') return [...powerOn(facts), ...reserveAfterRepair(facts), ...bindAfterRepair(facts)];
  // A card that was switched on, and then nothing more: what comes after power-on is still to do.
  if (facts.repairDue && mainFunction(facts)?.driver === null) {
    return [...wake(facts), ...repair(facts), ...reserveAfterRepair(facts), ...bindAfterRepair(facts)];
  }
  return [...detach(facts, VFIO), ...bind(facts)];
}

function toHost(facts: GpuFacts, state: GpuState): readonly PlannedStep[] {
  if (isWithHost(facts, state) && !facts.away && !facts.repairDue) return [];
  if (isBumblebee(facts)) return [...toBumblebee(facts, state), ...startServices(facts)];
  return [...bringHome(facts, state), ...startServices(facts)];
}

/** Off, with everything that belongs to the card on the bus. */
function toBumblebee(facts: GpuFacts, state: GpuState): readonly PlannedStep[] {
  if (state.kind !== 'powered-off' || missingCompanions(facts).length === 0) return toOff(facts, state);
  const off = powerOff(facts).filter(({ step }) => step.do === 'switch-power');
  return [...stopServices(facts), ...powerOn(facts), ...detachRepaired(facts), ...off, ...restartServices(facts)];
}

function bringHome(facts: GpuFacts, state: GpuState): readonly PlannedStep[] {
  if (state.kind === 'powered-off' && keepsDriver(facts.power.backend)) {
    return [...powerOn(facts), ...attach({ ...facts, power: { ...facts.power, state: 'on' } })];
  }
  if (state.kind === 'powered-off') return [...powerOn(facts), ...release(facts), ...attach(facts)];
  return [...release(facts), ...(facts.repairDue ? repair(facts) : []), ...attach(facts)];
}

function toOff(facts: GpuFacts, state: GpuState): readonly PlannedStep[] {
  if (state.kind === 'powered-off') return [];
  const released = release(facts);
  const hostHasSome = slotFunctions(facts).some((fn) => fn.driver !== null && fn.driver !== VFIO);
  // An open driver switches its own card: it has to have it.
  if (keepsDriver(facts.power.backend)) {
    return [...(hostHasSome ? [] : [...released, ...attach(facts)]), ...powerOff(facts)];
  }
  // In Bumblebee's hands it is off by itself, as soon as nobody uses it.
  const stopped = isBumblebee(facts) ? [] : stopServices(facts);
  const detached = hostHasSome ? detach(withoutVfio(card(facts)), null) : [];
  const rest = hostHasSome ? powerOff(facts).filter(({ step }) => step.do === 'switch-power') : powerOff(facts);
  return [...stopped, ...released, ...attachOthers(facts), ...detached, ...rest];
}

/** Without what goes along: the host keeps that when the card goes off. */
function card(facts: GpuFacts): GpuFacts {
  return { ...facts, functions: slotFunctions(facts) };
}

/** What detaching finds after the release. */
function withoutVfio(facts: GpuFacts): GpuFacts {
  const functions = facts.functions.map((fn) => (fn.driver === VFIO ? { ...fn, driver: null } : fn));
  return { ...facts, functions: functions.map((fn) => ({ ...fn, driverOverride: null })) };
}

/** The headings of a plan, in order, each once. */
export function headings(steps: readonly PlannedStep[]): readonly StepKind[] {
  return [...new Set(steps.map((planned) => planned.under))];
}

import { foreignEndpoints } from '../pci/group';
import { canSwitch } from '../power/backend';
import { type Problem, problem } from '../problem';
import { type GpuFacts, mainFunction, strangers, VFIO } from './facts';
import type { GpuState, HandoverTarget } from './gpu-state';
import { observe } from './observe';

/** Why the GPU cannot go to `target` right now, the most decisive first; empty = it would go. */
export function refusals(facts: GpuFacts, target: HandoverTarget['kind']): readonly Problem[] {
  const state = observe(facts);
  const stop = untouchable(facts, state);
  if (stop) return [stop];
  if (target === 'host') return cannotPowerOn(facts, state);
  if (target === 'off') {
    if (state.kind === 'powered-off') return [];
    return [...noSwitch(facts), ...drivesDisplay(facts), ...busy(facts)];
  }
  return [
    ...noIommu(facts),
    ...sharedGroup(facts),
    ...drivesDisplay(facts),
    ...busy(facts),
    ...halfWay(facts, state),
    ...cannotPowerOn(facts, state),
  ];
}

/** States in which nothing may be written at all. */
export function untouchable(facts: GpuFacts, state: GpuState): Problem | undefined {
  switch (state.kind) {
    case 'wedged':
      return state.problem;
    case 'transition':
      return problem('gpu.moving', { operationId: state.operationId });
    case 'missing':
      return problem('gpu.missing', { address: facts.address });
    case 'in-guest':
      return problem('gpu.in-guest', { address: facts.address });
    default:
      return undefined;
  }
}

/** Without a group the kernel refuses vfio (`probe failed with error -22`). */
function noIommu(facts: GpuFacts): readonly Problem[] {
  return mainFunction(facts)?.iommuGroup === null ? [problem('iommu.off', {})] : [];
}

function sharedGroup(facts: GpuFacts): readonly Problem[] {
  const group = mainFunction(facts)?.iommuGroup;
  const foreign = foreignEndpoints(facts.group, facts.address);
  if (group == null || foreign.length === 0) return [];
  return [
    problem('iommu.group-shared', {
      group,
      foreign: foreign.map(({ address, name, driver }) => ({ address, name, driver })),
    }),
  ];
}

/**
 * The first hazard of all: taking the GPU that shows the desktop freezes the host
 * (docs/kernel-notes.md, Leaving the host).
 */
function drivesDisplay(facts: GpuFacts): readonly Problem[] {
  const main = mainFunction(facts);
  if (!main || main.driver === VFIO) return [];
  const { address } = facts;
  if (main.bootVga) return [problem('gpu.drives-display', { address, because: 'boot-vga' })];
  const lit = facts.connectors.find((connector) => connector.connected && connector.enabled);
  if (lit) return [problem('gpu.drives-display', { address, because: 'connector', connector: lit.name })];
  if (facts.otherDisplays.length > 0 || main.driver === null) return [];
  return [problem('gpu.drives-display', { address, because: 'only-display' })];
}

function busy(facts: GpuFacts): readonly Problem[] {
  const inTheWay = strangers(facts);
  if (inTheWay.length === 0) return [];
  const processes = inTheWay.map(({ pid, command, user }) => ({ pid, command, user }));
  return [problem('gpu.busy', { address: facts.address, processes })];
}

function halfWay(facts: GpuFacts, state: GpuState): readonly Problem[] {
  if (state.kind !== 'partial') return [];
  return [problem('gpu.partial', { address: facts.address, drivers: state.drivers })];
}

function noSwitch(facts: GpuFacts): readonly Problem[] {
  return canSwitch(facts.power.backend) ? [] : [problem('gpu.no-power-switch', { address: facts.address })];
}

function cannotPowerOn(facts: GpuFacts, state: GpuState): readonly Problem[] {
  if (state.kind !== 'powered-off' || canSwitch(facts.power.backend)) return [];
  return [problem('gpu.off-cannot-bind', { address: facts.address })];
}

import { isDisplay, type PciFunction } from '../pci/function';
import { keepsDriver } from '../power/backend';
import { problem } from '../problem';
import { type GpuFacts, mainFunction, slotFunctions, strangers, VFIO } from './facts';
import type { GpuState } from './gpu-state';

/**
 * Names the state of the GPU's slot: exactly one for every set of facts (docs/kernel-notes.md, The states of the slot).
 * What forbids any touch comes first, then who has it.
 */
export function observe(facts: GpuFacts): GpuState {
  if (facts.wedged) return { kind: 'wedged', problem: facts.wedged };
  if (facts.moving) return { kind: 'transition', operationId: facts.moving };

  const main = mainFunction(facts);
  if (!main) return { kind: 'missing' };
  const given = facts.functions.find((fn) => fn.runtimeStatus === 'error');
  if (given) {
    const doing = 'the kernel reports a runtime power error';
    return { kind: 'wedged', problem: problem('gpu.wedged', { address: given.address, doing, sinceMs: 0 }) };
  }

  const onVfio = facts.functions.filter((fn) => fn.driver === VFIO);
  if (onVfio.length > 0) {
    if (facts.groupOpen) return { kind: 'in-guest', pid: facts.groupOpen.pid };
    return onVfio.length === facts.functions.length ? { kind: 'vfio-idle' } : partial(facts);
  }
  if (facts.power.state === 'off' && keepsDriver(facts.power.backend)) return { kind: 'powered-off' };
  if (main.driver !== null) return onHost(facts, main, main.driver);
  if (facts.power.state === 'off') return { kind: 'powered-off' };
  if (slotFunctions(facts).some((fn) => fn.driver !== null)) return partial(facts);
  return main.runtimeStatus === 'suspended' ? { kind: 'driverless-suspended' } : { kind: 'driverless' };
}

/** A companion without a driver is no disagreement: some have none at home (UCSI, or removed by a udev rule). */
function onHost(facts: GpuFacts, main: PciFunction, driver: string): GpuState {
  if (isInUse(facts, main)) return { kind: 'host-in-use', driver };
  return { kind: main.runtimeStatus === 'suspended' ? 'host-suspended' : 'host-idle', driver };
}

function isInUse(facts: GpuFacts, main: PciFunction): boolean {
  return (
    strangers(facts).length > 0 ||
    main.bootVga ||
    facts.connectors.some((connector) => connector.connected && connector.enabled) ||
    !facts.otherDisplays.some(isDisplay)
  );
}

function partial(facts: GpuFacts): GpuState {
  return { kind: 'partial', drivers: Object.fromEntries(facts.functions.map((fn) => [fn.address, fn.driver])) };
}

import type { Holder } from '../operation/operation';
import { type GpuFacts, mainFunction, VFIO } from './facts';
import type { GpuState } from './gpu-state';

/** Who has the baton, when no machine has the lease. `before` answers while it is on its way. */
export function holderOf(state: GpuState, facts: GpuFacts, before: Holder): Holder {
  switch (state.kind) {
    case 'host-idle':
    case 'host-in-use':
    case 'host-suspended':
      return { kind: 'host' };
    case 'powered-off':
      return { kind: 'off' };
    case 'transition':
    case 'in-guest':
      return before;
    case 'wedged':
      return hostDriver(facts) ? { kind: 'host' } : { kind: 'nobody' };
    case 'missing':
    case 'driverless':
    case 'driverless-suspended':
    case 'vfio-idle':
    case 'partial':
      return { kind: 'nobody' };
  }
}

function hostDriver(facts: GpuFacts): boolean {
  const driver = mainFunction(facts)?.driver;
  return driver != null && driver !== VFIO;
}

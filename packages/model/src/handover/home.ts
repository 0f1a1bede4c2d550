import { GPU_SERVICES, isActive } from '../host/service';
import { type GpuFacts, type Home, mainFunction } from './facts';
import type { GpuState } from './gpu-state';
import { loadedChain } from './host-driver';

/** Bumblebee has the card: it switches it on for one program and off again, and at home it is off. */
export function isBumblebee(facts: Pick<GpuFacts, 'services' | 'away' | 'home'>): boolean {
  return isActive(facts.services, 'bumblebeed') || (facts.away && facts.home?.off === true);
}

/** The host has the GPU as it keeps it: on its driver, or off in Bumblebee's hands. */
export function isWithHost(facts: GpuFacts, state: GpuState): boolean {
  if (state.kind.startsWith('host-')) return true;
  return state.kind === 'powered-off' && isActive(facts.services, 'bumblebeed');
}

/** How the GPU lives at home, to be noted before it is touched. */
export function homeOf(facts: GpuFacts): Home {
  const all = [...facts.functions, ...(facts.port ? [facts.port] : [])];
  const driver = mainFunction(facts)?.driver ?? null;
  return {
    drivers: Object.fromEntries(facts.functions.map((fn) => [fn.address, fn.driver])),
    powerControl: Object.fromEntries(all.flatMap((fn) => (fn.powerControl ? [[fn.address, fn.powerControl]] : []))),
    d3coldAllowed: Object.fromEntries(
      all.flatMap((fn) => (fn.d3coldAllowed === null ? [] : [[fn.address, fn.d3coldAllowed]])),
    ),
    modules: driver ? loadedChain(driver, facts.modules) : [],
    services: GPU_SERVICES.filter((name) => isActive(facts.services, name)),
    off: driver === null && isActive(facts.services, 'bumblebeed'),
    console: facts.console?.bound ? facts.console.id : null,
    port: facts.port?.address ?? null,
  };
}

import type { PciAddress } from '../pci/address';
import { keepsDriver } from '../power/backend';
import { VFIO } from './facts';
import type { HandoverStep } from './step';

/**
 * What undoes a step, in order. Undoing goes through the journal last first; each of these writes nothing when it is already
 * so, hence it may be run again after a crash in the middle of undoing (docs/adr/003).
 */
export function inverse(step: HandoverStep): readonly HandoverStep[] {
  switch (step.do) {
    case 'set-power-control':
      return [{ ...step, to: step.was, was: step.to }];
    case 'set-d3cold':
      return [{ ...step, to: step.was, was: step.to }];
    case 'unload-module':
      return [{ do: 'load-module', module: step.module }];
    case 'set-override':
      return unreserve(step);
    case 'unbind':
      return bindAgain(step);
    case 'probe':
      return letGo(step);
    case 'switch-power':
      return powerBack(step);
    case 'set-service':
      return [{ ...step, to: step.to === 'running' ? 'stopped' : 'running' }];
    case 'set-console':
      return [{ ...step, to: step.to === 'bound' ? 'unbound' : 'bound' }];
    case 'own-vfio-node':
      return [{ ...step, uid: step.was, was: step.uid }];
    case 'remove-card':
    case 'remove':
      return [{ do: 'rescan', port: step.port, expect: [step.address] }];
    // A module too many hurts nobody, a look at the card is no change, and what a rescan found is better than before.
    case 'load-module':
    case 'wait-awake':
    case 'reset':
    case 'rescan':
      return [];
  }
}

/**
 * Loading vfio-pci binds every reserved device by itself, so a reservation may have become a driver
 * (docs/kernel-notes.md, Binding).
 */
function unreserve(step: Extract<HandoverStep, { do: 'set-override' }>): readonly HandoverStep[] {
  const back: HandoverStep = { ...step, to: step.was, was: step.to };
  return step.to === VFIO ? [back, letVfioGo(step.address)] : [back];
}

/** The reservation must go before the probe, or vfio-pci would win it. */
function bindAgain(step: Extract<HandoverStep, { do: 'unbind' }>): readonly HandoverStep[] {
  if (step.from === null) return [];
  const toVfio = step.from === VFIO;
  return [
    { do: 'set-override', address: step.address, to: step.override, was: null },
    ...(toVfio ? [] : [letVfioGo(step.address)]),
    { do: 'probe', address: step.address, want: toVfio ? VFIO : 'host' },
  ];
}

function letGo(step: Extract<HandoverStep, { do: 'probe' }>): readonly HandoverStep[] {
  if (step.want !== VFIO) return [];
  return [{ do: 'set-override', address: step.address, to: null, was: VFIO }, letVfioGo(step.address)];
}

const letVfioGo = (address: PciAddress): HandoverStep => ({ do: 'unbind', address, from: VFIO, override: null });

/** bbswitch does not restore the companions: they leave the bus and come back. */
function repaired({ by, port, companions }: Extract<HandoverStep, { do: 'switch-power' }>): readonly HandoverStep[] {
  if (port === null || companions.length === 0 || keepsDriver(by.backend)) return [];
  const removals = companions.map((address): HandoverStep => ({ do: 'remove', address, port }));
  return [...removals, { do: 'rescan', port, expect: companions }];
}

/** Never OFF while a companion has a driver, and a rescan may have given it one. */
function powerBack(step: Extract<HandoverStep, { do: 'switch-power' }>): readonly HandoverStep[] {
  if (keepsDriver(step.by.backend)) return [{ ...step, to: step.to === 'on' ? 'off' : 'on' }];
  if (step.to === 'off') return [{ ...step, to: 'on' }, ...repaired(step)];
  const lettingGo = step.companions.map(
    (address): HandoverStep => ({ do: 'unbind', address, from: null, override: null }),
  );
  return [...lettingGo, { ...step, to: 'off' }];
}

import { type Finding, finding } from '../host/finding';
import { slotOf } from '../pci/address';
import type { PowerChoice } from '../power/choose';
import { type GpuFacts, mainFunction } from './facts';
import type { HandoverTarget } from './gpu-state';

/** What a person should know before this hand-over; nothing here forbids it. */
export function handoverFindings(facts: GpuFacts, target: HandoverTarget['kind']): readonly Finding[] {
  return [...powerFindings(facts.power), ...(target === 'host' ? [] : leavingFindings(facts, target))];
}

/** What to know about the power switch in use. */
export function powerFindings({ warning }: Pick<PowerChoice, 'warning'>): readonly Finding[] {
  switch (warning) {
    case 'bbswitch-beside-runtime-pm':
      return [finding('gpu.bbswitch-beside-runtime-pm', 'warning', {})];
    case 'acpi-call-unchecked':
      return [finding('gpu.acpi-call', 'warning', {})];
    case null:
      return [];
  }
}

function leavingFindings(facts: GpuFacts, target: 'vfio' | 'off'): readonly Finding[] {
  const main = mainFunction(facts);
  const along = facts.functions.filter((fn) => slotOf(fn.address) !== slotOf(facts.address));
  return [
    ...(main?.driver === 'amdgpu' ? [finding('gpu.amdgpu-unbind', 'warning', {})] : []),
    ...(facts.console?.bound ? [finding('gpu.console', 'info', { name: facts.console.name })] : []),
    ...(target === 'vfio' && along.length > 0
      ? [finding('gpu.takes-along', 'info', { names: along.map(({ name }) => name) })]
      : []),
    ...(target === 'vfio' && main?.resetMethods.length === 0
      ? [finding('gpu.no-reset', 'warning', { address: facts.address })]
      : []),
  ];
}

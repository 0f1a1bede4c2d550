import { moduleKey } from '../host/module';
import { type GpuFacts, mainFunction, VFIO } from './facts';

/** Something in the kernel that holds the GPU or its driver beside processes. */
export type KernelHolder =
  | { readonly kind: 'module'; readonly name: string; readonly useCount: number; readonly usedBy: readonly string[] }
  | { readonly kind: 'connector'; readonly name: string }
  | { readonly kind: 'console'; readonly name: string };

/** What of the kernel holds the host's driver: modules with users, lit connectors, the text console. */
export function kernelHolders(facts: GpuFacts): readonly KernelHolder[] {
  const driver = mainFunction(facts)?.driver;
  if (driver == null || driver === VFIO) return [];
  const key = moduleKey(driver);
  const modules = facts.modules.filter(
    ({ name, useCount }) => useCount > 0 && (name === key || name.startsWith(`${key}_`)),
  );
  const lit = facts.connectors.filter(({ connected, enabled }) => connected && enabled);
  return [
    ...modules.map(({ name, useCount, usedBy }) => ({ kind: 'module', name, useCount, usedBy }) as const),
    ...lit.map(({ name }) => ({ kind: 'connector', name }) as const),
    ...(facts.console?.bound ? [{ kind: 'console', name: facts.console.name } as const] : []),
  ];
}

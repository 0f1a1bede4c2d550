import { isLoaded, type LoadedModule } from '../host/module';
import type { Home } from './facts';

/**
 * The NVIDIA driver's modules in the order in which they can be removed: users first
 * (docs/kernel-notes.md, Leaving the host). Extras that hang on the core module go before it.
 */
const NVIDIA_REMOVAL_ORDER = [
  'nvidia_drm',
  'nvidia_modeset',
  'nvidia_uvm',
  'nvidia_peermem',
  'nvidia_fs',
  'nvidia',
] as const;

export const NVIDIA_VENDOR = '10de';
const AMD_VENDOR = '1002';

/** Modules to remove, in order, when `driver` must let go and no other GPU needs it; empty for drivers that only unbind. */
export function removalOrder(driver: string, modules: readonly LoadedModule[]): readonly string[] {
  return driver === 'nvidia' ? NVIDIA_REMOVAL_ORDER.filter((name) => isLoaded(modules, name)) : [];
}

/** Modules to load so that the host's driver is there again: what was loaded at home, else the vendor's usual one. */
export function modulesToLoad(
  home: Home | null,
  vendorId: string,
  modules: readonly LoadedModule[],
): readonly string[] {
  const known = home && home.modules.length > 0 ? home.modules : usual(vendorId);
  return known.filter((name) => !isLoaded(modules, name));
}

/** The chain of `driver` as it is loaded now, in loading order. */
export function loadedChain(driver: string, modules: readonly LoadedModule[]): readonly string[] {
  if (driver === 'nvidia') return [...removalOrder(driver, modules)].reverse();
  return isLoaded(modules, driver) ? [driver] : [];
}

function usual(vendorId: string): readonly string[] {
  if (vendorId === NVIDIA_VENDOR) return ['nvidia'];
  return vendorId === AMD_VENDOR ? ['amdgpu'] : [];
}

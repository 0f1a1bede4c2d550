/** A loaded kernel module, as /proc/modules lists it. Names with underscores, as the kernel spells them. */
export interface LoadedModule {
  readonly name: string;
  /** References, from other modules and from open devices. */
  readonly useCount: number;
  readonly usedBy: readonly string[];
  /** /sys/module/NAME/version, when the module has one. */
  readonly version: string | null;
}

/** Kernels and people spell one module with hyphens or underscores: `vfio-pci` is `vfio_pci` in /proc/modules. */
export function moduleKey(name: string): string {
  return name.replaceAll('-', '_');
}

export function isLoaded(modules: readonly LoadedModule[], name: string): boolean {
  return modules.some((module) => module.name === moduleKey(name));
}

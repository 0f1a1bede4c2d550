import { type LoadedModule, moduleKey } from '@baton/model/host/module';
import { ModuleInUseError } from '../../../ports/kernel-errors';
import type { Modules } from '../../../ports/modules';
import { loadModule, unloadModule } from './kernel';
import type { SimulatedLaptop } from './laptop';
import type { LaptopState } from './state';
import { useCount, usersOf } from './users';

/** The simulated laptop's kernel modules: the NVIDIA chain with its reference counts, and vfio-pci. */
export function simulatedModules(laptop: SimulatedLaptop): Modules {
  return {
    loaded: async () => [
      ...Object.entries(laptop.state.modules)
        .filter(([, module]) => module.loaded)
        .map(([name, { version }]) => ({
          name,
          version,
          useCount: useCount(laptop.state, name),
          usedBy: usersOf(laptop.state, name),
        })),
      ...switches(laptop.state),
    ],
    load: (spelt) => {
      const name = moduleKey(spelt);
      return laptop.write({
        operation: 'module-load',
        address: laptop.gpu,
        deed: (state) => {
          if (!state.modules[name]) return `Module ${spelt} not found.`;
          loadModule(state, name);
          return undefined;
        },
      });
    },
    unload: async (spelt) => {
      const name = moduleKey(spelt);
      if (laptop.state.modules[name]?.loaded && useCount(laptop.state, name) > 0) {
        throw new ModuleInUseError(name, `modprobe: FATAL: Module ${name} is in use.`);
      }
      await laptop.write({
        operation: 'module-unload',
        address: laptop.gpu,
        deed: (state) => void unloadModule(state, name),
      });
    },
  };
}

/** The power switches that are modules of their own. */
function switches({ power }: LaptopState): readonly LoadedModule[] {
  const names = [...(power.bbswitch.present ? ['bbswitch'] : []), ...(power.acpiCall ? ['acpi_call'] : [])];
  return names.map((name) => ({ name, version: null, useCount: 0, usedBy: [] }));
}

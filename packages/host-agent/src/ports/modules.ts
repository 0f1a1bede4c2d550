import type { LoadedModule } from '@baton/model/host/module';

/** Kernel modules. Both verbs resolve when it is already so; they reject with WriteError or StuckError. */
export interface Modules {
  loaded(): Promise<readonly LoadedModule[]>;
  load(name: string): Promise<void>;
  /** Rejects with ModuleInUseError at once when somebody uses it. */
  unload(name: string): Promise<void>;
}

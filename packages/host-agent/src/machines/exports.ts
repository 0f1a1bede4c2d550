import type { ExportFormat } from '@baton/model/export/formats';
import { fail } from '@baton/model/problem';
import type { ProfileDefinition } from '@baton/model/profile/definition';
import type { QemuArgument } from '@baton/model/qemu/argument';
import type { ProfileExports } from '../profiles/exports';
import type { Previewer } from './preview';

export interface MachineExportDeps {
  readonly previewer: Previewer;
}

/** What leaves Baton: a profile compiled for somewhere else. */
export class MachineExports implements ProfileExports {
  constructor(private readonly deps: MachineExportDeps) {}

  arguments(definition: ProfileDefinition, machineId: string): Promise<readonly QemuArgument[]> {
    return this.deps.previewer.arguments(definition, machineId);
  }

  async exportAs(_definition: ProfileDefinition, format: ExportFormat): Promise<string> {
    return fail('export.cannot', { as: format, what: 'this profile' });
  }
}

import type { ExportFormat } from '@baton/model/export/formats';
import type { ProfileDefinition } from '@baton/model/profile/definition';
import type { QemuArgument } from '@baton/model/qemu/argument';

/** What a profile becomes outside of Baton. Nothing is checked, made or moved for it. */
export interface ProfileExports {
  /** @param machineId names the files that it would have. @throws ProblemError `qemu.missing` */
  arguments(definition: ProfileDefinition, machineId: string): Promise<readonly QemuArgument[]>;
  /** @throws ProblemError `export.cannot` | `qemu.missing` */
  exportAs(definition: ProfileDefinition, format: ExportFormat, machineId: string): Promise<string>;
}

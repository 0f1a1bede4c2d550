import { smbiosSchema } from '../../profile/machine';
import type { Intake } from './intake';

const FIELDS = ['manufacturer', 'product', 'version', 'serial', 'sku', 'family'] as const;

/** `-smbios type=1`: maker and model that the guest reads. The other tables go to QEMU as they are, files excepted. */
export function readSmbios(intake: Intake): void {
  for (const option of intake.open('smbios')) {
    const { values } = option;
    if (values.has('file')) {
      intake.unsafe(option, 'path');
      continue;
    }
    if (values.peek('type') !== '1') continue;
    values.get('type');
    const found = FIELDS.map((field) => [field, values.get(field) ?? null] as const);
    const parsed = smbiosSchema.safeParse(Object.fromEntries(found));
    if (!parsed.success) intake.unsupported(option);
    else {
      intake.draft.machine.smbios = parsed.data;
      intake.field(option, 'machine.smbios');
      intake.ignoreKeys(option, 'own-identity', 'uuid');
    }
  }
  for (const option of intake.open('uuid')) intake.unneeded(option, 'own-identity');
}

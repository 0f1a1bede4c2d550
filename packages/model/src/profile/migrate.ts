import { z } from 'zod';
import { batteryGuardSchema } from '../power/battery';
import { PROFILE_SCHEMA_VERSION, type ProfileDefinition, profileDefinitionSchema } from './definition';
import { afterExitSchema } from './devices';

/** What version 1 stored: one disk, one disc, one card. */
const version1Schema = z.object({
  schemaVersion: z.literal(1),
  name: z.string(),
  uuid: z.string(),
  memoryMiB: z.number(),
  vcpus: z.number(),
  firmware: z.enum(['bios', 'uefi']),
  disk: z.object({ path: z.string(), format: z.enum(['qcow2', 'raw']), bus: z.enum(['virtio', 'sata']) }).nullable(),
  iso: z.string().nullable(),
  gpu: z.object({ wanted: z.boolean(), afterExit: afterExitSchema, battery: batteryGuardSchema.optional() }),
  mac: z.string(),
});

function fromVersion1(stored: unknown): unknown {
  const { memoryMiB, vcpus, firmware, disk, iso, mac, schemaVersion: _, ...rest } = version1Schema.parse(stored);
  return {
    ...rest,
    schemaVersion: 2,
    machine: { firmware: { kind: firmware } },
    cpu: { cores: vcpus },
    memory: { sizeMiB: memoryMiB },
    disks: disk ? [{ source: { kind: 'file', path: disk.path, format: disk.format }, bus: disk.bus }] : [],
    cdroms: [{ iso }],
    nics: [{ mac }],
  };
}

/** From each version to the next one. */
const STEPS: Readonly<Record<number, (stored: unknown) => unknown>> = { 1: fromVersion1 };

/** The stored shape was written by a newer Baton. */
export class NewerProfile extends Error {
  override readonly name = 'NewerProfile';
  constructor(readonly version: number) {
    super(`profile version ${version}`);
  }
}

/**
 * A stored or exported definition in today's shape.
 * @throws NewerProfile | z.ZodError
 */
export function readDefinition(stored: unknown): ProfileDefinition {
  let current = stored;
  for (let version = versionOf(stored); version < PROFILE_SCHEMA_VERSION; version++) {
    const step = STEPS[version];
    if (!step) break;
    current = step(current);
  }
  if (versionOf(current) > PROFILE_SCHEMA_VERSION) throw new NewerProfile(versionOf(current));
  return profileDefinitionSchema.parse(current);
}

function versionOf(stored: unknown): number {
  const version = z.object({ schemaVersion: z.int() }).safeParse(stored);
  return version.success ? version.data.schemaVersion : 0;
}

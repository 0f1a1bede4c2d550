import { randomUUID } from 'node:crypto';
import type { Settings } from '@baton/db';
import { ProblemError } from '@baton/model/problem';
import {
  PROFILE_SCHEMA_VERSION,
  type ProfileDefinition,
  profileDefinitionSchema,
} from '@baton/model/profile/definition';
import type { Disks } from '../storage/disks';
import type { ProfileBook } from './book';

const SEEDED = 'demo.seeded';
const DEMO_ID = 'demo';

export interface DemoDeps {
  readonly settings: Pick<Settings, 'get' | 'set'>;
  readonly book: ProfileBook;
  readonly disks: Pick<Disks, 'write'>;
  /** The tiny guest's disk. */
  readonly image: () => Uint8Array;
}

/**
 * Once in the life of an installation: a machine that can be started at once and shows the whole hand-over. A person who deletes
 * it does not get it back.
 */
export async function seedDemo({ settings, book, disks, image }: DemoDeps): Promise<void> {
  if (await settings.get(SEEDED)) return;
  if ((await book.list()).length === 0) {
    const definition = demoDefinition(await writeOnce(disks, image()));
    const { name } = definition;
    await book.create({ id: DEMO_ID, name, definition, schemaVersion: PROFILE_SCHEMA_VERSION });
  }
  await settings.set(SEEDED, true);
}

/** The file of a first start that was cut off half-way is the same file. */
async function writeOnce(disks: DemoDeps['disks'], bytes: Uint8Array): Promise<string> {
  try {
    return await disks.write('demo.img', bytes);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'storage.exists') return error.problem.facts.path;
    throw error;
  }
}

function demoDefinition(diskPath: string): ProfileDefinition {
  return profileDefinitionSchema.parse({
    schemaVersion: PROFILE_SCHEMA_VERSION,
    name: 'demo',
    uuid: randomUUID(),
    guest: 'linux',
    memory: { sizeMiB: 64 },
    disks: [{ source: { kind: 'file', path: diskPath, format: 'raw' }, bus: 'sata' }],
    gpu: { wanted: true },
    nics: [{ mac: '52:54:00:ba:70:01' }],
  });
}

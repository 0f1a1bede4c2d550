import type { ProfileDefinition } from '@baton/model/profile/definition';
import type { StorageFiles } from '../ports/storage-files';

/** A profile as far as storage cares; one that cannot be read names nothing. */
export interface NamingProfile {
  readonly name: string;
  readonly definition: Pick<ProfileDefinition, 'disks' | 'cdroms' | 'gpu'> | null;
}

/** Names of machines by the path of what they use. */
export type PathUsers = ReadonlyMap<string, readonly string[]>;

/** Every file and device that a profile names. */
export function pathsOf({
  disks,
  cdroms,
  gpu,
}: Pick<ProfileDefinition, 'disks' | 'cdroms' | 'gpu'>): readonly string[] {
  const paths = disks.map(({ source }) => source.path);
  return [...paths, ...cdroms.map(({ iso }) => iso), gpu.romFile].filter((path) => path !== null);
}

/** Who names what: by the path as it is written, and by the real one where a link leads elsewhere. */
export async function pathUsers(files: StorageFiles, profiles: readonly NamingProfile[]): Promise<PathUsers> {
  const users = new Map<string, string[]>();
  const add = (path: string, name: string) => {
    const names = users.get(path) ?? [];
    if (!names.includes(name)) users.set(path, [...names, name]);
  };
  for (const { name, definition } of profiles) {
    for (const path of definition ? pathsOf(definition) : []) {
      add(path, name);
      const found = await files.look(path);
      if (found.kind !== 'missing') add(found.realPath, name);
    }
  }
  return users;
}

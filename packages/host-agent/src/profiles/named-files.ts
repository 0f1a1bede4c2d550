import type { ProfileDefinition } from '@baton/model/profile/definition';

/** Everything of the storage that a profile names: disks, block devices, discs and the ROM. */
export function namedFiles({ disks, cdroms, gpu }: Pick<ProfileDefinition, 'disks' | 'cdroms' | 'gpu'>): string[] {
  const discs = cdroms.flatMap(({ iso }) => iso ?? []);
  return [...disks.map(({ source }) => source.path), ...discs, ...(gpu.romFile ? [gpu.romFile] : [])];
}

import type { ProfileDraft } from '@baton/model/profile/definition';

/** How many settings differ: “2 changes”. A disk counts as one. */
export function countChanges(before: ProfileDraft, now: ProfileDraft): number {
  const keys = new Set([...Object.keys(before), ...Object.keys(now)]) as Set<keyof ProfileDraft>;
  const changed = [...keys].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(now[key]));
  // A new disk in place of another is one change of the disk.
  const both = changed.includes('disk') && changed.includes('newDiskGiB');
  return changed.length - (both ? 1 : 0);
}

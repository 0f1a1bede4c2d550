import type { SnapshotView } from '@baton/api/live/disks';
import type { MachineState } from '@baton/model/machine/state';
import { type Problem, problem } from '@baton/model/problem';
import type { FoundDisk } from './look';

/** How a machine's disks can be worked on now: QEMU does it, we do it, or nobody does. */
export type Access = 'live' | 'stopped' | 'none';

export function accessIn({ kind }: Pick<MachineState, 'kind'>): Access {
  if (kind === 'stopped') return 'stopped';
  return kind === 'running' || kind === 'paused' ? 'live' : 'none';
}

/** What a disk is, never what is done to it right now. null = it can be done. */
export function snapshotRefusal({ path, format, readOnly, virtualBytes }: FoundDisk): Problem | null {
  if (format !== 'qcow2') return problem('snapshot.cannot', { path, because: format });
  if (readOnly) return problem('snapshot.cannot', { path, because: 'read-only' });
  return virtualBytes === null ? problem('storage.missing', { path }) : null;
}

export function growRefusal({ path, format, readOnly, virtualBytes }: FoundDisk): Problem | null {
  if (format === 'block') return problem('disk.cannot-grow', { path, because: 'block' });
  if (readOnly) return problem('disk.cannot-grow', { path, because: 'read-only' });
  return virtualBytes === null ? problem('storage.missing', { path }) : null;
}

export function backupRefusal({ path, virtualBytes }: FoundDisk): Problem | null {
  return virtualBytes === null ? problem('storage.missing', { path }) : null;
}

/** Snapshots by name over all disks, newest first. `frozenOf` knows what was remembered. */
export function snapshotsOf(
  disks: readonly FoundDisk[],
  frozenOf: (name: string, at: number) => boolean | null,
): SnapshotView[] {
  const byName = new Map<string, { at: number; disks: number[] }>();
  for (const { index, snapshots } of disks) {
    for (const { name, at } of snapshots) {
      const known = byName.get(name);
      byName.set(name, { at: Math.max(known?.at ?? 0, at), disks: [...(known?.disks ?? []), index] });
    }
  }
  return [...byName]
    .map(([name, { at, disks: places }]) => ({ name, at, frozen: frozenOf(name, at), disks: places }))
    .sort((a, b) => b.at - a.at);
}

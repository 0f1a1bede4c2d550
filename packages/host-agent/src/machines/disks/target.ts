import { fail, ProblemError, problem } from '@baton/model/problem';
import type { Disk } from '@baton/model/profile/storage';
import type { DiskWork } from '@baton/model/storage/disk-work';
import { QmpCommandError, QmpInterrupted, type QmpSession, QmpTimeout } from '@baton/qmp';
import type { ProfileBook, ReadableEntry } from '../../profiles/book';
import type { Fleet, Member } from '../fleet';
import { type FoundDisk, type LookDeps, lookAtRunning, lookAtStopped } from './look';
import { accessIn } from './refusals';

export interface TargetDeps extends LookDeps {
  readonly book: Pick<ProfileBook, 'get' | 'find'>;
  readonly fleet: Pick<Fleet, 'member' | 'diskClaims'>;
}

/** A machine whose disks are worked on: through its QEMU, or by ourselves while it is stopped. */
export type Target = {
  readonly id: string;
  readonly name: string;
  readonly member: Member;
  readonly profile: ReadableEntry;
} & ({ readonly session: QmpSession } | { readonly session: null });

/** @throws ProblemError `machine.not-found` | `profile.unreadable` */
export async function profileOf({ book }: Pick<TargetDeps, 'book'>, id: string): Promise<ReadableEntry> {
  const found = await book.find(id);
  if (!found) return fail('machine.not-found', { id });
  if (found.problem) throw new ProblemError(found.problem);
  return found;
}

/**
 * Runs `work` while nobody else works on these disks, and no start opens them when the machine is stopped.
 * @throws ProblemError `machine.not-found` | `disk.not-now` | `disk.busy`
 */
export async function workOn<T>(
  deps: TargetDeps,
  { id, doing }: { readonly id: string; readonly doing: DiskWork },
  work: (target: Target) => Promise<T>,
): Promise<T> {
  const profile = await profileOf(deps, id);
  const { name } = profile.definition;
  const member = deps.fleet.member(id, name);
  // From here to the claim nothing is awaited: no start comes between.
  const access = accessIn(member.driver.state);
  const { session } = member.driver;
  if (access === 'none' || (access === 'live' && !session)) {
    return fail('disk.not-now', { name, state: member.driver.state.kind });
  }
  const target: Target = { id, name, member, profile, session: access === 'live' ? session : null };
  return deps.fleet.diskClaims.during({ id, name, doing, keepsOff: access === 'stopped' }, async () => {
    // What the last run had set up may still be going back.
    if (access === 'stopped') await member.undressing;
    return work(target);
  });
}

export function disksOf(deps: LookDeps, { session, member, profile }: Target): Promise<FoundDisk[]> {
  return session ? lookAtRunning(session, member.launch) : lookAtStopped(deps, profile.definition);
}

/** @throws ProblemError `disk.not-found` */
export function pick(disks: readonly FoundDisk[], index: number): FoundDisk {
  return disks.find((disk) => disk.index === index) ?? fail('disk.not-found', { disk: index });
}

/** The profile's disk; a machine that is stopped has no others. */
export function inProfile({ profile }: Target, index: number): Disk {
  return profile.definition.disks[index] ?? fail('disk.not-found', { disk: index });
}

/** @throws ProblemError `disk.failed` with QEMU's words | `machine.qmp-lost` */
export function qemuSaid(name: string, what: { readonly path: string; readonly doing: DiskWork }) {
  return (error: unknown): never => {
    if (error instanceof QmpCommandError) fail('disk.failed', { ...what, words: error.desc });
    if (error instanceof QmpInterrupted || error instanceof QmpTimeout) {
      throw new ProblemError(problem('machine.qmp-lost', { name }), { cause: error });
    }
    throw error;
  };
}

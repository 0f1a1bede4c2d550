import { dirname } from 'node:path';
import type { Actor } from '@baton/model/access/roles';
import type { ActivityFacts } from '@baton/model/activity/activity';
import { fail, ProblemError } from '@baton/model/problem';
import type { QmpSession } from '@baton/qmp';
import type { Activity } from '../../operations/activity';
import type { Clock } from '../../ports/clock';
import type { GuestAgents } from '../../ports/guest-agents';
import type { ImageTool } from '../../ports/images';
import type { StorageFiles } from '../../ports/storage-files';
import type { Disks } from '../../storage/disks';
import { whileFrozen } from './frozen';
import { type FoundDisk, nodeOf } from './look';
import { snapshotRefusal } from './refusals';
import type { SnapshotNotes } from './snapshot-notes';
import { disksOf, inProfile, qemuSaid, type Target, type TargetDeps, workOn } from './target';

/** A guest that writes on needs room for what it changes: with less than this, its next write may stop it. */
const MIN_FREE_BYTES = 256 * 1024 * 1024;
/** QEMU writes its tables, and a slow disk is slow. */
const QEMU_MS = 60_000;

type SnapshotActivity = 'snapshot.taken' | 'snapshot.reverted' | 'snapshot.removed' | 'machine.not-thawed';

export interface SnapshotDeps extends TargetDeps {
  readonly images: ImageTool;
  readonly files: StorageFiles;
  readonly disks: Pick<Disks, 'check'>;
  readonly guests: GuestAgents;
  readonly notes: SnapshotNotes;
  readonly clock: Clock;
  readonly activity: Activity;
}

/** Takes, deletes and goes back to states of all disks of a machine. The memory is never in them: a GPU cannot be saved. */
export class Snapshots {
  constructor(private readonly deps: SnapshotDeps) {}

  /** @throws ProblemError `snapshot.*` | `disk.*` */
  async take(id: string, { name, freeze }: { readonly name: string; readonly freeze: boolean }, actor: Actor) {
    await workOn(this.deps, { id, doing: 'snapshot' }, async (target) => {
      const disks = await this.#takeable(target, name);
      const { frozen, thawed } = await this.#take(target, disks, { name, freeze });
      await this.deps.notes.keep(id, name, { at: this.deps.clock.now(), frozen });
      this.#record(target, actor, 'snapshot.taken', { snapshot: name, frozen });
      if (!thawed) fail('snapshot.not-thawed', { name: target.name });
    });
  }

  /** @throws ProblemError `snapshot.revert-up` | `snapshot.not-found` | `disk.*` */
  async revert(id: string, name: string, actor: Actor): Promise<void> {
    await workOn(this.deps, { id, doing: 'revert' }, async (target) => {
      if (target.session) fail('snapshot.revert-up', { name: target.name });
      const disks = await this.#having(target, name);
      // All are looked at before the first is touched.
      const changes = [];
      for (const { index, snapshots } of disks) {
        const path = await this.deps.disks.check(inProfile(target, index));
        const found = snapshots.find((snapshot) => snapshot.name === name);
        if (found) changes.push({ path, id: found.id });
      }
      for (const change of changes) await this.deps.images.snapshot(change.path, { do: 'revert', id: change.id });
      this.#record(target, actor, 'snapshot.reverted', { snapshot: name });
    });
  }

  /** @throws ProblemError `snapshot.not-found` | `disk.*` */
  async remove(id: string, name: string, actor: Actor): Promise<void> {
    await workOn(this.deps, { id, doing: 'remove-snapshot' }, async (target) => {
      const { session } = target;
      for (const { index, path } of await this.#having(target, name)) {
        if (session) {
          const gone = session.execute(
            'blockdev-snapshot-delete-internal-sync',
            { device: nodeOf(index), name },
            { timeoutMs: QEMU_MS },
          );
          await gone.catch(qemuSaid(target.name, { path, doing: 'remove-snapshot' }));
        } else {
          const realPath = await this.deps.disks.check(inProfile(target, index));
          await this.deps.images.snapshot(realPath, { do: 'remove', name });
        }
      }
      await this.deps.notes.forget(id, name);
      this.#record(target, actor, 'snapshot.removed', { snapshot: name });
    });
  }

  async #takeable(target: Target, name: string): Promise<readonly FoundDisk[]> {
    const disks = await disksOf(this.deps, target);
    if (disks.some(({ snapshots }) => snapshots.some((snapshot) => snapshot.name === name))) {
      fail('snapshot.exists', { snapshot: name }, 'name');
    }
    const able = disks.filter((disk) => snapshotRefusal(disk) === null);
    const missing = disks.map(snapshotRefusal).find((refusal) => refusal?.code === 'storage.missing');
    if (missing) throw new ProblemError(missing);
    if (able.length === 0) fail('snapshot.none-possible', { name: target.name });
    for (const { path } of able) {
      const freeBytes = await this.deps.files.freeBytes(dirname(path));
      if (freeBytes < MIN_FREE_BYTES) fail('snapshot.no-room', { path, neededBytes: MIN_FREE_BYTES, freeBytes });
    }
    return able;
  }

  async #take(target: Target, disks: readonly FoundDisk[], { name, freeze }: { name: string; freeze: boolean }) {
    const { session } = target;
    if (!session) {
      await this.#takeStopped(target, disks, name);
      // Nothing runs that could be frozen, and nobody knows how its last run left the disks.
      return { frozen: null, thawed: true };
    }
    // One that is paused answers nobody.
    const wanted = freeze && target.member.driver.state.kind === 'running';
    const notThawed = () => this.#record(target, null, 'machine.not-thawed', {});
    return whileFrozen(this.deps.guests, { machineId: target.id, wanted, notThawed }, () =>
      this.#takeLive(session, target.name, { disks, name }),
    );
  }

  /** One transaction: all disks at one moment, or none. */
  async #takeLive(
    session: QmpSession,
    machine: string,
    { disks, name }: { readonly disks: readonly FoundDisk[]; readonly name: string },
  ): Promise<void> {
    const type = 'blockdev-snapshot-internal-sync';
    const actions = disks.map(({ index }) => ({ type, data: { device: nodeOf(index), name } }));
    const path = disks.map((disk) => disk.path).join(', ');
    await session
      .execute('transaction', { actions }, { timeoutMs: QEMU_MS })
      .catch(qemuSaid(machine, { path, doing: 'snapshot' }));
  }

  /** One after the other; when one fails, those before it are taken back. */
  async #takeStopped(target: Target, disks: readonly FoundDisk[], name: string): Promise<void> {
    const { images } = this.deps;
    const done: string[] = [];
    try {
      for (const { index } of disks) {
        const path = await this.deps.disks.check(inProfile(target, index));
        await images.snapshot(path, { do: 'create', name });
        done.push(path);
      }
    } catch (error) {
      for (const path of done) await images.snapshot(path, { do: 'remove', name }).catch(() => undefined);
      throw error;
    }
  }

  async #having(target: Target, name: string): Promise<readonly FoundDisk[]> {
    const disks = (await disksOf(this.deps, target)).filter(({ snapshots }) =>
      snapshots.some((snapshot) => snapshot.name === name),
    );
    return disks.length > 0 ? disks : fail('snapshot.not-found', { snapshot: name });
  }

  #record<Kind extends SnapshotActivity>(
    { id, name }: Target,
    actor: Actor | null,
    ...[kind, facts]: [Kind, ActivityFacts[Kind]]
  ): void {
    this.deps.activity.record(kind, { kind: 'machine', id, name }, actor, facts);
  }
}

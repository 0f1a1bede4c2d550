import { basename } from 'node:path';
import type { MachineDiskService, MachineDisksView } from '@baton/api/live/disks';
import type { OperationService } from '@baton/api/services';
import type { Actor } from '@baton/model/access/roles';
import { fail, type Problem, ProblemError, problem } from '@baton/model/problem';
import { DISK_MAX_GIB } from '@baton/model/profile/storage';
import type { Activity } from '../../operations/activity';
import { type BackupDeps, Backups } from './backups';
import { type FoundDisk, lookAtRunning, lookAtStopped, nodeOf } from './look';
import { accessIn, backupRefusal, growRefusal, snapshotRefusal, snapshotsOf } from './refusals';
import { Snapshots } from './snapshots';
import { disksOf, inProfile, pick, profileOf, qemuSaid, workOn } from './target';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
/** How far back the last backup of a machine is looked for. */
const OPERATIONS_LOOKED_AT = 50;

export interface MachineDiskDeps extends BackupDeps {
  readonly operations: Pick<OperationService, 'list'>;
  readonly activity: Activity;
  /** Something of this machine looks different. */
  readonly machineChanged: (id: string) => void;
}

/** The disks of machines, up or stopped, with what agent start and agent stop have to do for them. */
export interface MachineDisks {
  readonly service: MachineDiskService;
  readonly backups: Pick<Backups, 'clearLeft' | 'stop'>;
}

export function createMachineDisks(deps: MachineDiskDeps): MachineDisks {
  const snapshots = new Snapshots(deps);
  const backups = new Backups(deps);
  const { fleet, notes, operations, activity, machineChanged } = deps;

  /** Pages look again, whether it went well or not. */
  const telling = async <T>(id: string, work: Promise<T>): Promise<T> => work.finally(() => machineChanged(id));

  const lastBackup = async (machineId: string): Promise<string | null> => {
    const recent = await operations.list({ machineId, limit: OPERATIONS_LOOKED_AT });
    return recent.find(({ kind }) => kind === 'backup')?.id ?? null;
  };

  const view = async (id: string): Promise<MachineDisksView> => {
    const profile = await profileOf(deps, id);
    const { name } = profile.definition;
    const { driver, launch } = fleet.member(id, name);
    const access = accessIn(driver.state);
    const live = access === 'live' && driver.session ? driver.session : null;
    const disks = live
      ? await lookAtRunning(live, launch).catch(() => lookAtStopped(deps, profile.definition))
      : await lookAtStopped(deps, profile.definition);
    const now = access === 'none' ? problem('disk.not-now', { name, state: driver.state.kind }) : null;
    const up = driver.state.kind === 'stopped' ? null : problem('snapshot.revert-up', { name });
    return {
      disks: disks.map((disk) => diskView(disk, now)),
      snapshots: snapshotsOf(disks, await notes.of(id)),
      snapshotRefusal: now ?? noneRefusal(disks, name),
      revertRefusal: up,
      backupOperationId: backups.runningOf(id) ?? (await lastBackup(id)),
    };
  };

  const grow = async (id: string, { disk, bytes }: { readonly disk: number; readonly bytes: number }, actor: Actor) =>
    workOn(deps, { id, doing: 'resize' }, async (target) => {
      const found = pick(await disksOf(deps, target), disk);
      const { path } = found;
      refuseSize(found, bytes);
      if (target.session) {
        // QEMU would shrink it without a word: the size was looked at above.
        const resized = target.session.execute('block_resize', { 'node-name': nodeOf(disk), size: bytes });
        await resized.catch(qemuSaid(target.name, { path, doing: 'resize' }));
      } else {
        const realPath = await deps.disks.check(inProfile(target, disk));
        await deps.images.grow(realPath, { format: found.format === 'qcow2' ? 'qcow2' : 'raw', bytes });
      }
      const facts = { disk: basename(path), bytes };
      activity.record('disk.resized', { kind: 'machine', id, name: target.name }, actor, facts);
    });

  const service: MachineDiskService = {
    view,
    resize: (id, change, actor) => telling(id, grow(id, change, actor)),
    takeSnapshot: (id, snapshot, actor) => telling(id, snapshots.take(id, snapshot, actor)),
    revert: (id, name, actor) => telling(id, snapshots.revert(id, name, actor)),
    removeSnapshot: (id, name, actor) => telling(id, snapshots.remove(id, name, actor)),
    backUp: (id, backup, actor) => backups.begin(id, backup, actor),
    cancelBackup: async (operationId) => backups.cancel(operationId),
  };
  return { service, backups };
}

function diskView(disk: FoundDisk, now: Problem | null): MachineDisksView['disks'][number] {
  const { index, path, format, virtualBytes, usedBytes } = disk;
  return {
    ...{ index, path, format, virtualBytes, usedBytes },
    name: basename(path),
    snapshotRefusal: snapshotRefusal(disk) ?? now,
    resizeRefusal: growRefusal(disk) ?? now,
    backupRefusal: backupRefusal(disk) ?? now,
  };
}

function noneRefusal(disks: readonly FoundDisk[], name: string): Problem | null {
  return disks.some((disk) => snapshotRefusal(disk) === null) ? null : problem('snapshot.none-possible', { name });
}

function refuseSize(disk: FoundDisk, wantedBytes: number): void {
  const refused = growRefusal(disk);
  if (refused) throw new ProblemError(refused);
  const nowBytes = disk.virtualBytes ?? 0;
  if (wantedBytes % MIB !== 0) fail('disk.bad-size', { because: 'not-whole', maxGiB: DISK_MAX_GIB }, 'bytes');
  if (wantedBytes > DISK_MAX_GIB * GIB) fail('disk.bad-size', { because: 'too-large', maxGiB: DISK_MAX_GIB }, 'bytes');
  if (wantedBytes <= nowBytes) fail('disk.shrink', { path: disk.path, wantedBytes, nowBytes }, 'bytes');
}

import { basename, extname } from 'node:path';
import type { DriveView, MediaService } from '@baton/api/live/media';
import { fail, ProblemError, problem } from '@baton/model/problem';
import { QmpCommandError, type QmpSession } from '@baton/qmp';
import type { StorageFiles } from '../../ports/storage-files';
import type { AllowedPaths } from '../../storage/allowed-paths';
import { readDisc } from '../../storage/disc';
import { type LiveDeps, memberOf, type Reached, reach, sessionOf } from './reach';

export interface DrivesDeps extends LiveDeps {
  readonly allowed: Pick<AllowedPaths, 'resolve'>;
  readonly storageFiles: Pick<StorageFiles, 'read'>;
}

/** Discs in the drives of machines that are up. The profile stays as it is: the next start has what the profile names. */
export function createDrives(deps: DrivesDeps): MediaService {
  const { allowed, storageFiles, activity } = deps;

  const driveOf = async ({ session, name }: Reached, drive: string): Promise<DriveView> =>
    (await drivesOf(session)).find(({ id }) => id === drive) ?? fail('media.no-drive', { name, drive });

  /** QEMU asks the guest to open the tray before it refuses: the guest may agree a moment later. */
  const orTold = async (reached: Reached, drive: string, change: () => Promise<unknown>) => {
    await driveOf(reached, drive);
    try {
      await change();
    } catch (cause) {
      if (!(cause instanceof QmpCommandError)) throw cause;
      const { locked } = await driveOf(reached, drive);
      const { name } = reached;
      const told = locked
        ? problem('media.locked', { name, drive })
        : problem('media.failed', { drive, words: cause.desc });
      throw new ProblemError(told, { cause });
    }
  };

  return {
    async drives(machineId) {
      const session = sessionOf(await memberOf(deps, machineId));
      return session ? drivesOf(session) : [];
    },
    async insert(machineId, { drive, path, force }, actor) {
      const reached = await reach(deps, machineId);
      const { realPath } = await allowed.resolve(path);
      // A disk must not be shown as a disc: another machine may write to it meanwhile.
      if (extname(realPath).toLowerCase() !== '.iso') fail('storage.not-an-iso', { path });
      await readDisc(storageFiles, realPath, path);
      await orTold(reached, drive, () =>
        reached.session.execute('blockdev-change-medium', {
          id: drive,
          filename: realPath,
          format: 'raw',
          'read-only-mode': 'read-only',
          force,
        }),
      );
      const subject = { kind: 'machine', id: machineId, name: reached.name } as const;
      activity.record('media.inserted', subject, actor, { medium: basename(path) });
    },
    async eject(machineId, { drive, force }, actor) {
      const reached = await reach(deps, machineId);
      await orTold(reached, drive, () => reached.session.execute('eject', { id: drive, force }));
      const subject = { kind: 'machine', id: machineId, name: reached.name } as const;
      activity.record('media.ejected', subject, actor, { drive });
    },
  };
}

async function drivesOf(session: QmpSession): Promise<readonly DriveView[]> {
  const blocks = await session.execute('query-block');
  return blocks.flatMap(({ qdev, removable, inserted, tray_open: trayOpen = false, locked }) => {
    if (!qdev || !removable) return [];
    const medium = inserted ? { path: inserted.file, name: basename(inserted.file) } : null;
    return [{ id: qdev, medium, trayOpen, locked }];
  });
}

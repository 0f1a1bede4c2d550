import { basename, extname } from 'node:path';
import type { StorageService } from '@baton/api/services';
import type { StorageFileView } from '@baton/api/views';
import { fail } from '@baton/model/problem';
import type { Activity } from '../operations/activity';
import type { StorageFiles, StoredFile } from '../ports/storage-files';
import type { AllowedPaths } from './allowed-paths';
import type { DiskOrders } from './disk-orders';
import type { PathUsers } from './path-users';
import type { Uploads } from './uploads';

export interface StorageServiceDeps {
  readonly files: StorageFiles;
  readonly allowed: AllowedPaths;
  readonly orders: DiskOrders;
  readonly uploads: Uploads;
  readonly activity: Activity;
  /** Who names what; asked anew each time. */
  readonly users: () => Promise<PathUsers>;
  /** The library changed. */
  readonly changed: () => void;
}

/** What lies in the storage folders, and what is made and unmade there. */
export function createStorageService(deps: StorageServiceDeps): StorageService {
  const { files, allowed, orders, uploads, activity, users, changed } = deps;
  return {
    async list() {
      const { folders } = allowed;
      const [found, usedBy] = await Promise.all([Promise.all(folders.map((folder) => files.list(folder))), users()]);
      return found
        .flat()
        .map((file) => view(file, usedBy))
        .sort((a, b) => a.name.localeCompare(b.name));
    },

    createDisk: async (disk, actor) => orders.begin(disk, actor),
    cancelCreate: async (operationId) => orders.cancel(operationId),

    async remove(path, actor) {
      const { realPath } = await allowed.resolve(path);
      const usedBy = await users();
      const [by] = usedBy.get(realPath) ?? usedBy.get(path) ?? [];
      if (by !== undefined) fail('storage.in-use', { path, by });
      // A machine that runs on may have it open although its profile names it no more; so may somebody else's QEMU.
      if (await files.isLocked(realPath)) fail('storage.in-use', { path, by: 'A running machine' });
      const use = await files.hostUse(realPath);
      if (use) fail('storage.block-used', { path, ...use });
      await files.remove(realPath);
      activity.record('storage.removed', { kind: 'storage', id: realPath, name: basename(realPath) }, actor);
      changed();
    },

    uploads: () => uploads.list(),
    beginUpload: (file) => uploads.begin(file),
    cancelUpload: (id) => uploads.cancel(id),
  };
}

function view({ path, sizeBytes }: StoredFile, users: PathUsers): StorageFileView {
  const kind = kindOf(path);
  return {
    path,
    name: basename(path),
    kind,
    format: formatOf(path, kind),
    sizeBytes,
    usedBy: users.get(path)?.[0] ?? null,
  };
}

/** `.rom` anywhere; the names that a ROM shares with other files only where ROMs lie. */
export function isRomName(path: string): boolean {
  const extension = extname(path).toLowerCase();
  const inRoms = basename(path.slice(0, -basename(path).length - 1)) === 'roms';
  return extension === '.rom' || (inRoms && (extension === '.bin' || extension === '.fd'));
}

function kindOf(path: string): StorageFileView['kind'] {
  if (isRomName(path)) return 'rom';
  return extname(path).toLowerCase() === '.iso' ? 'iso' : 'disk';
}

function formatOf(path: string, kind: StorageFileView['kind']): StorageFileView['format'] {
  if (kind === 'rom') return null;
  return kind === 'disk' && extname(path).toLowerCase() === '.qcow2' ? 'qcow2' : 'raw';
}

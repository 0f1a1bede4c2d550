import { basename, extname } from 'node:path';
import type { StorageService } from '@baton/api/services';
import type { StorageFileView } from '@baton/api/views';
import type { StorageFiles, StoredFile } from '../ports/storage-files';

/** Which machine names an image, by the image's path. */
export type ImageUsers = () => Promise<ReadonlyMap<string, string>>;

/** What lies in the storage folders. @param users names of the machines by the path of their disk or ISO */
export function createStorageService(
  files: StorageFiles,
  folders: readonly string[],
  users: ImageUsers,
): StorageService {
  return {
    async list() {
      const [found, usedBy] = await Promise.all([Promise.all(folders.map((folder) => files.list(folder))), users()]);
      return found
        .flat()
        .map((file) => view(file, usedBy))
        .sort((a, b) => a.name.localeCompare(b.name));
    },
  };
}

function view({ path, sizeBytes }: StoredFile, usedBy: ReadonlyMap<string, string>): StorageFileView {
  const extension = extname(path).toLowerCase();
  const kind = extension === '.iso' ? 'iso' : 'disk';
  return {
    path,
    name: basename(path),
    kind,
    format: kind === 'iso' ? 'raw' : extension === '.qcow2' ? 'qcow2' : 'raw',
    sizeBytes,
    usedBy: usedBy.get(path) ?? null,
  };
}

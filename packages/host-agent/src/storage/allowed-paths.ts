import { isAbsolute, normalize, relative } from 'node:path';
import { fail } from '@baton/model/problem';
import type { StorageFiles } from '../ports/storage-files';

export interface AllowedFile {
  readonly realPath: string;
  readonly sizeBytes: number;
}

/** The gate between a path that a person sent and a file that QEMU, often root, opens. */
export class AllowedPaths {
  constructor(
    private readonly files: StorageFiles,
    readonly folders: readonly string[],
  ) {}

  /**
   * @returns the ordinary file behind `path`, links followed.
   * @throws ProblemError `storage.outside` | `storage.symlink-out` | `storage.missing` | `storage.not-a-file`
   */
  async resolve(path: string): Promise<AllowedFile> {
    const { folders } = this;
    const real = await Promise.all(folders.map((folder) => this.files.realFolder(folder)));
    // Nothing outside is looked at: whether /etc/shadow exists is nobody's business here.
    if (!isInside(normalize(path), [...folders, ...real])) fail('storage.outside', { path, folders });
    const found = await this.files.look(path);
    if (found.kind === 'missing') return fail('storage.missing', { path });
    if (!isInside(found.realPath, real)) fail('storage.symlink-out', { path, target: found.realPath, folders });
    if (found.kind !== 'file') return fail('storage.not-a-file', { path });
    return { realPath: found.realPath, sizeBytes: found.sizeBytes };
  }
}

function isInside(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => {
    const rest = relative(folder, path);
    return rest !== '' && rest !== '..' && !rest.startsWith('../') && !isAbsolute(rest);
  });
}

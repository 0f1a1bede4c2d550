/** What stands at a path, links followed. */
export type PathFinding =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'file';
      readonly realPath: string;
      readonly sizeBytes: number;
      /** On the disk: less than the size for a sparse file. */
      readonly allocatedBytes: number;
      /** Milliseconds since the epoch. */
      readonly modifiedAt: number;
    }
  | { readonly kind: 'block'; readonly realPath: string }
  | { readonly kind: 'other'; readonly realPath: string };

export interface StoredFile {
  readonly path: string;
  readonly sizeBytes: number;
}

/** How the host itself uses an image: a loop device or qemu-nbd stands on it. */
export interface HostUse {
  readonly as: string;
  readonly by: string;
}

/** How an append ended. `cut`: the bytes stopped coming; `too-many`: more came than may, and none of them was kept. */
export interface Appended {
  readonly end: 'whole' | 'cut' | 'full' | 'too-many';
  /** The file's size now: what of it lies safely on the disk. */
  readonly sizeBytes: number;
}

/** The file system under the storage folders. */
export interface StorageFiles {
  look(path: string): Promise<PathFinding>;
  /** Makes the folder and those above it. */
  ensureFolder(path: string): Promise<void>;
  /** The folder's own real path; the path itself when it does not exist. */
  realFolder(path: string): Promise<string>;
  /** Ordinary files in the folder and one level of folders below it, no links, nothing hidden. Empty when the folder is missing. */
  list(folder: string): Promise<readonly StoredFile[]>;
  /** Names of everything right in the folder, hidden ones too. Empty when the folder is missing. */
  names(folder: string): Promise<readonly string[]>;
  freeBytes(folder: string): Promise<number>;
  /** At most `maxBytes` from `fromBytes` on; fewer at the end of the file. */
  read(path: string, part: { readonly fromBytes: number; readonly maxBytes: number }): Promise<Uint8Array>;
  /** A new file. @throws when it is there already */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /**
   * Writes into an existing file as the bytes come, none of them kept in memory. What was written stays when they stop coming.
   * @throws when the file system fails otherwise than by being full
   */
  append(
    path: string,
    chunks: AsyncIterable<Uint8Array>,
    limits: { readonly fromBytes: number; readonly maxBytes: number },
  ): Promise<Appended>;
  /** Gives a finished file its name, durably. @returns false when that name is taken; nothing is overwritten. */
  publish(temporary: string, path: string): Promise<boolean>;
  /** Nothing happens when it is gone already. */
  remove(path: string): Promise<void>;
  /** null = the host does not. @param realPath of an ordinary file */
  hostUse(realPath: string): Promise<HostUse | null>;
  /** True while a QEMU, of ours or not, has it open. @param realPath of an ordinary file */
  isLocked(realPath: string): Promise<boolean>;
}

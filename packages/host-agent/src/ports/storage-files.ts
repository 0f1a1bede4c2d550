/** What stands at a path, links followed. */
export type PathFinding =
  | { readonly kind: 'missing' }
  | { readonly kind: 'file'; readonly realPath: string; readonly sizeBytes: number }
  | { readonly kind: 'other'; readonly realPath: string };

export interface StoredFile {
  readonly path: string;
  readonly sizeBytes: number;
}

/** The file system under the storage folders. */
export interface StorageFiles {
  look(path: string): Promise<PathFinding>;
  /** Makes the folder and those above it. */
  ensureFolder(path: string): Promise<void>;
  /** The folder's own real path; the path itself when it does not exist. */
  realFolder(path: string): Promise<string>;
  /** Ordinary files in the folder and one level of folders below it, no links. Empty when the folder is missing. */
  list(folder: string): Promise<readonly StoredFile[]>;
  freeBytes(folder: string): Promise<number>;
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Gives a finished file its name, durably. @returns false when that name is taken; nothing is overwritten. */
  publish(temporary: string, path: string): Promise<boolean>;
  /** Nothing happens when it is gone already. */
  remove(path: string): Promise<void>;
}

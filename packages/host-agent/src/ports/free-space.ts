/** How full the file systems are that hold these folders. */
export interface FreeSpace {
  /** Each file system once, by the first folder that it holds. Folders that cannot be asked are left out. */
  read(folders: readonly string[]): Promise<readonly { readonly folder: string; readonly freeBytes: number }[]>;
}

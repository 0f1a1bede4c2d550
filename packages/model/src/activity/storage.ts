import type { StoredKind } from '../storage/file-name';

type Nothing = Record<string, never>;

/** What became of the files of the library. The subject's name is the file's. What makes a disk is an operation. */
export interface StorageActivityFacts {
  'storage.uploaded': { kind: StoredKind };
  /** All of it came, and it was not taken; or there was no room for it. `words`: why, in sentences. */
  'storage.upload-failed': { words: string };
  'storage.removed': Nothing;
  /** The card's own ROM was read into a file. */
  'rom.dumped': Nothing;
  /** The card was asked for it, and did not give it. `words`: why, in sentences. */
  'rom.dump-failed': { words: string };
  /** A copy of `from` without what stood around its images. */
  'rom.trimmed': { from: string };
}

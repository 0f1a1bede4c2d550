import type { StorageActivityFacts } from '../activity/storage';
import type { StoredKind } from '../storage/file-name';

const KIND_WORDS: Readonly<Record<StoredKind, string>> = { iso: 'ISO', disk: 'Disk', rom: 'vBIOS' };

export const STORAGE_ACTIVITY: {
  [Kind in keyof StorageActivityFacts]: (name: string, facts: StorageActivityFacts[Kind]) => string;
} = {
  'storage.uploaded': (name, { kind }) => `${KIND_WORDS[kind]} ${name} uploaded`,
  'storage.upload-failed': (name, { words }) => `Upload of ${name} failed: ${words}`,
  'storage.removed': (name) => `${name} deleted from the library`,
  'rom.dumped': (name) => `The GPU’s vBIOS read into ${name}`,
  'rom.dump-failed': (name, { words }) => `The GPU’s vBIOS could not be read into ${name}: ${words}`,
  'rom.trimmed': (name, { from }) => `${name} made from ${from}, without what stood around its images`,
};

import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { romFindingWords } from '@baton/model/describe';
import { fail } from '@baton/model/problem';
import { readRom } from '@baton/model/rom/read';
import { ROM_MAX_BYTES } from '@baton/model/rom/report';
import { STORED_KINDS, type StoredKind } from '@baton/model/storage/file-name';
import type { ImageTool } from '../ports/images';
import type { StorageFiles } from '../ports/storage-files';
import { readDisc } from './disc';

export interface UploadCheckDeps {
  readonly files: StorageFiles;
  readonly images: ImageTool;
}

interface Uploaded {
  /** Where the whole file lies, under a name of ours. */
  readonly at: string;
  /** The name that it is to have. */
  readonly fileName: string;
}

/**
 * Looks whether a whole upload is what it was called. @returns the name for it: a disk's tells its format
 * @throws ProblemError `disc.none` | `storage.not-an-image` | `rom.unusable`
 */
export async function checkUpload(deps: UploadCheckDeps, kind: StoredKind, uploaded: Uploaded): Promise<string> {
  if (kind === 'disk') return checkDisk(deps, uploaded);
  if (kind === 'iso') await readDisc(deps.files, uploaded.at, uploaded.fileName);
  else await checkRom(deps, uploaded);
  return uploaded.fileName;
}

/** A ROM of another card may be kept: what it is stands beside it. Something that is no ROM may not. */
async function checkRom({ files }: UploadCheckDeps, { at, fileName }: Uploaded): Promise<void> {
  const bytes = await files.read(at, { fromBytes: 0, maxBytes: ROM_MAX_BYTES + 1 });
  const report = readRom(bytes, createHash('sha256').update(bytes).digest('hex'), null);
  const [first] = report.findings;
  if (report.startsAt === null && first) {
    fail('rom.unusable', { path: fileName, words: romFindingWords(first.code, report).what });
  }
}

/** Nothing that reads from other files: those would be the host's, and not the uploader's. */
async function checkDisk({ images }: UploadCheckDeps, { at, fileName }: Uploaded): Promise<string> {
  const { format, dependsOn } = await images.info(at);
  const extension = extname(fileName);
  const isNamedQcow2 = extension.toLowerCase() === '.qcow2';
  const [other] = dependsOn;
  if (other !== undefined) fail('storage.not-an-image', { path: fileName, words: `it reads from ${other}.` });
  if (format === 'raw' && isNamedQcow2) fail('storage.not-an-image', { path: fileName, words: 'it is no qcow2.' });
  if (format !== 'raw' && format !== 'qcow2') {
    const words = `it is ${format}. Convert it first: qemu-img convert -O qcow2 OLD NEW.`;
    fail('storage.not-an-image', { path: fileName, words });
  }
  // The library tells the format by the name.
  const [qcow2] = STORED_KINDS.disk.extensions;
  return format === 'qcow2' && !isNamedQcow2 ? `${fileName.slice(0, -extension.length)}${qcow2}` : fileName;
}

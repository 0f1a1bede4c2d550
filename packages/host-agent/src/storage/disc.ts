import { fail, type Problem, ProblemError, type ProblemFacts } from '@baton/model/problem';
import type { StorageFiles } from '../ports/storage-files';

const SECTOR = 2048;
/** The volume descriptors of a disc begin at sector 16 (ECMA-119, 6.7.1; ECMA-167, 2/8.3.1); what names them follows a byte. */
const DESCRIPTORS_AT = 16 * SECTOR;
const DESCRIPTORS_MAX = 16;
const ISO_9660 = 'CD001';
const MARKS = [ISO_9660, 'NSR02', 'NSR03'];
/** ECMA-119, 8.4: the type of the primary descriptor, and where in it stand the volume's blocks and the size of one. */
const PRIMARY = { type: 1, blocksAt: 80, blockSizeAt: 128 };

type Looks = ProblemFacts['disc.none']['looks'];

/** How files begin that people save or leave under the name of a disc. */
const BEGINNINGS: readonly { readonly looks: Looks; readonly bytes: string }[] = [
  { looks: 'packed', bytes: 'PK\x03\x04' },
  { looks: 'packed', bytes: '\x1f\x8b' },
  { looks: 'packed', bytes: '\xfd7zXZ' },
  { looks: 'packed', bytes: '7z\xbc\xaf' },
  { looks: 'packed', bytes: 'BZh' },
  { looks: 'packed', bytes: '\x28\xb5\x2f\xfd' },
  { looks: 'qcow2', bytes: 'QFI\xfb' },
];

export interface Disc {
  /** How large its file system says that it is; null = it does not say. */
  readonly saysBytes: number | null;
}

/**
 * Looks into a file for the image of a disc: ISO 9660, or UDF.
 * @param at where it lies. @param path by which a person knows it
 * @throws ProblemError `disc.none`
 */
export async function readDisc(files: Pick<StorageFiles, 'read'>, at: string, path = at): Promise<Disc> {
  const maxBytes = DESCRIPTORS_AT + DESCRIPTORS_MAX * SECTOR;
  const head = Buffer.from(await files.read(at, { fromBytes: 0, maxBytes }));
  for (let from = DESCRIPTORS_AT; from < head.length; from += SECTOR) {
    if (MARKS.includes(head.toString('latin1', from + 1, from + 6))) return { saysBytes: saidBytes(head) };
  }
  return fail('disc.none', { path, looks: looksOf(head) });
}

function saidBytes(head: Buffer): number | null {
  const volume = head.subarray(DESCRIPTORS_AT, DESCRIPTORS_AT + SECTOR);
  const isPrimary = volume[0] === PRIMARY.type && volume.toString('latin1', 1, 6) === ISO_9660;
  if (!isPrimary || volume.length < SECTOR) return null;
  return volume.readUInt32LE(PRIMARY.blocksAt) * volume.readUInt16LE(PRIMARY.blockSizeAt) || null;
}

function looksOf(head: Buffer): Looks {
  const start = head.toString('latin1', 0, 512);
  if (/^\s*<(!doctype|html|\?xml)/i.test(start.replace(/^\xef\xbb\xbf/, ''))) return 'page';
  const known = BEGINNINGS.find(({ bytes }) => start.startsWith(bytes));
  return known?.looks ?? (head.length < DESCRIPTORS_AT + SECTOR ? 'short' : 'other');
}

/** An image may be longer or shorter than it says by what programs pad it with. */
const PADDING_BYTES = 1024 * 1024;

export type DiscProblem = Extract<Problem, { readonly code: 'disc.none' | 'disc.cut-short' }>;

/** What is wrong with a disc that somebody named; null = nothing. What cannot be read at all, QEMU tells. */
export async function discProblem(
  files: Pick<StorageFiles, 'read'>,
  { realPath, sizeBytes, path }: { readonly realPath: string; readonly sizeBytes: number; readonly path: string },
): Promise<DiscProblem | null> {
  try {
    const { saysBytes } = await readDisc(files, realPath, path);
    const isWhole = saysBytes === null || sizeBytes + PADDING_BYTES >= saysBytes;
    return isWhole ? null : { code: 'disc.cut-short', facts: { path, sizeBytes, saysBytes } };
  } catch (error) {
    const told = error instanceof ProblemError ? error.problem : null;
    return told?.code === 'disc.none' ? told : null;
  }
}

import type { FindingView } from '@baton/api/views';
import { ProblemError, problem } from '@baton/model/problem';
import { warningAt } from '@baton/model/profile/finding';
import type { Disk, DiskSource, DraftDisk } from '@baton/model/profile/storage';
import { discProblem } from '../../storage/disc';
import { isReadable } from '../book';
import { newDiskStem } from '../new-disks';
import { findingAt } from './finding';
import type { Look } from './findings';

const GIB = 1024 ** 3;

export async function storageFindings(look: Look): Promise<FindingView[]> {
  const { draft, allowed } = look;
  const { romFile } = draft.gpu;
  const found = await Promise.all([
    ...draft.disks.map((disk, at) => diskFindings(look, disk, at)),
    newDiskFindings(look),
    ...draft.cdroms.map(({ iso }, at) => (iso ? discFindings(look, iso, `cdroms.${at}.iso`) : [])),
    romFile ? findingAt('gpu.romFile', () => allowed.resolve(romFile)) : [],
  ]);
  return found.flat();
}

/** A file outside is an error; one without a disc in it may be exchanged before the start, so it is a warning. */
async function discFindings({ allowed, storageFiles }: Look, iso: string, field: string): Promise<FindingView[]> {
  const refused = await findingAt(field, () => allowed.resolve(iso));
  if (refused.length > 0) return refused;
  const { realPath, sizeBytes } = await allowed.resolve(iso);
  const told = await discProblem(storageFiles, { realPath, sizeBytes, path: iso });
  return told ? [warningAt({ ...told, field })] : [];
}

async function diskFindings(look: Look, disk: DraftDisk, at: number): Promise<FindingView[]> {
  const { source } = disk;
  if (source.kind === 'new') return [];
  return findingAt(`disks.${at}.source.path`, async () => {
    const realPath = await look.disks.check({ source });
    if (source.kind === 'file' && source.format === 'raw') await refuseOtherFormat(look, source.path);
    const by = await userOf(look, { ...disk, source }, realPath);
    if (by) throw new ProblemError(problem('storage.in-use', { path: source.path, by }));
  });
}

/** A qcow2 that is called raw shows its guest a disk of nonsense: a slip of the one who picks it. */
async function refuseOtherFormat({ disks }: Look, path: string): Promise<void> {
  const format = await disks.formatOf(path);
  if (format === 'raw') return;
  throw new ProblemError(problem('storage.not-an-image', { path, words: `it is ${format}, not raw.` }));
}

/** The machine that names the same file or device, by whatever name. Readers do not disturb each other. */
async function userOf(look: Look, disk: Disk, realPath: string): Promise<string | null> {
  for (const other of await look.book.list()) {
    if (other.id === look.id || !isReadable(other)) continue;
    for (const { source, readOnly } of other.definition.disks) {
      if ((readOnly && disk.readOnly) || source.kind !== disk.source.kind) continue;
      if (source.path === disk.source.path || (await realPathOf(look, source)) === realPath) return other.name;
    }
  }
  return null;
}

/** null = it cannot be used anyway. */
async function realPathOf({ disks, allowed }: Look, source: DiskSource): Promise<string | null> {
  const found =
    source.kind === 'block' ? disks.check({ source }) : allowed.resolve(source.path).then((f) => f.realPath);
  return found.catch(() => null);
}

async function newDiskFindings({ draft, disks, allowed }: Look): Promise<FindingView[]> {
  const wanted = draft.disks.flatMap(({ source }, at) =>
    source.kind === 'new' ? [{ at, sizeGiB: source.sizeGiB }] : [],
  );
  if (wanted.length === 0) return [];
  const freeBytes = await disks.freeBytes();
  let neededBytes = 0;
  const findings: FindingView[] = [];
  for (const { at, sizeGiB } of wanted) {
    neededBytes += sizeGiB * GIB;
    if (freeBytes >= neededBytes) continue;
    const path = disks.newDiskPath(await newDiskStem({ disks, allowed }, draft.name, at));
    // It is sparse, so a larger disk can be made; but it could fill the storage later.
    findings.push(warningAt(problem('storage.full', { path, neededBytes, freeBytes }, `disks.${at}.source.sizeGiB`)));
  }
  return findings;
}

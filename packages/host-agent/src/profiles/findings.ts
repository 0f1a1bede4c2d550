import type { FindingView } from '@baton/api/views';
import { fitsHost, spareMiB } from '@baton/model/machine/host-memory';
import { machineNameKey } from '@baton/model/machine/name';
import { type Problem, ProblemError, problem } from '@baton/model/problem';
import type { ProfileDraft } from '@baton/model/profile/definition';
import type { HostCapacity } from '../ports/host-capacity';
import type { QemuInstallation } from '../ports/qemu-installation';
import type { AllowedPaths } from '../storage/allowed-paths';
import type { Disks } from '../storage/disks';
import { isReadable, type ProfileBook } from './book';

const GIB = 1024 ** 3;

export interface FindingDeps {
  readonly book: ProfileBook;
  readonly capacity: HostCapacity;
  readonly installation: Pick<QemuInstallation, 'uefi'>;
  readonly allowed: AllowedPaths;
  readonly disks: Disks;
  readonly hasGpu: () => boolean;
  /** Up now: its own memory is taken already. */
  readonly isUp: (id: string) => boolean;
}

/** Everything that would go wrong with a draft on this host. Errors cannot be saved; warnings are about today. */
export async function findingsOf(deps: FindingDeps, draft: ProfileDraft, id: string | null): Promise<FindingView[]> {
  const found = await Promise.all([
    nameFindings(deps, draft, id),
    memoryFindings(deps, draft, id),
    hostFindings(deps, draft),
    diskFindings(deps, draft, id),
    newDiskFindings(deps, draft),
    isoFindings(deps, draft),
  ]);
  return found.flat();
}

async function nameFindings({ book }: FindingDeps, draft: ProfileDraft, id: string | null): Promise<FindingView[]> {
  const key = machineNameKey(draft.name);
  const taken = (await book.list()).some((other) => other.id !== id && machineNameKey(other.name) === key);
  return taken ? [error(problem('profile.name-taken', { name: draft.name }, 'name'))] : [];
}

/** More than the host has at all can never start; more than is free now may start later. */
async function memoryFindings(deps: FindingDeps, draft: ProfileDraft, id: string | null): Promise<FindingView[]> {
  const { totalMiB, availableMiB } = await deps.capacity.memory();
  const wantedMiB = draft.memoryMiB;
  const tooLarge = (ofMiB: number) =>
    problem('memory.too-large', { wantedMiB, availableMiB: spareMiB(wantedMiB, ofMiB) }, 'memoryMiB');
  if (!fitsHost(wantedMiB, totalMiB)) return [error(tooLarge(totalMiB))];
  const upNow = id !== null && deps.isUp(id);
  return fitsHost(wantedMiB, availableMiB) || upNow ? [] : [warning(tooLarge(availableMiB))];
}

async function hostFindings(deps: FindingDeps, draft: ProfileDraft): Promise<FindingView[]> {
  const findings: FindingView[] = [];
  const hostCpus = deps.capacity.cpus;
  if (draft.vcpus > hostCpus) {
    findings.push(error(problem('vcpus.too-many', { wanted: draft.vcpus, hostCpus }, 'vcpus')));
  }
  if (draft.firmware === 'uefi' && !(await deps.installation.uefi())) {
    findings.push(error(problem('qemu.firmware-missing', { firmware: 'uefi' }, 'firmware')));
  }
  if (draft.gpu.wanted && !deps.hasGpu()) findings.push(warning(problem('gpu.none', {}, 'gpu.wanted')));
  return findings;
}

async function diskFindings(deps: FindingDeps, draft: ProfileDraft, id: string | null): Promise<FindingView[]> {
  const { disk } = draft;
  if (!disk) return [];
  return findingAt('disk.path', async () => {
    const realPath = await deps.disks.check(disk);
    if (disk.format === 'raw') await refuseOtherFormat(deps, disk.path);
    const by = await userOf(deps, realPath, id);
    if (by) throw new ProblemError(problem('storage.in-use', { path: disk.path, by }));
  });
}

/** A qcow2 that is called raw shows its guest a disk of nonsense: a slip of the one who picks it. */
async function refuseOtherFormat({ disks }: FindingDeps, path: string): Promise<void> {
  const format = await disks.formatOf(path);
  if (format === 'raw') return;
  throw new ProblemError(problem('storage.not-an-image', { path, words: `it is ${format}, not raw.` }));
}

async function userOf(deps: FindingDeps, realPath: string, id: string | null): Promise<string | null> {
  for (const other of await deps.book.list()) {
    if (other.id === id || !isReadable(other) || !other.definition.disk) continue;
    const otherPath = await deps.allowed.resolve(other.definition.disk.path).catch(() => null);
    if (otherPath?.realPath === realPath) return other.name;
  }
  return null;
}

async function newDiskFindings({ disks }: FindingDeps, draft: ProfileDraft): Promise<FindingView[]> {
  if (draft.newDiskGiB === undefined) return [];
  const field = 'newDiskGiB';
  if (draft.disk) {
    const issues = [{ path: field, message: 'Choose a new disk or an existing one, not both.' }];
    return [error(problem('request.invalid', { issues }, field))];
  }
  const path = disks.newDiskPath(draft.name);
  const neededBytes = draft.newDiskGiB * GIB;
  const freeBytes = await disks.freeBytes();
  // It is sparse, so a larger disk can be made; but it could fill the storage later.
  return freeBytes < neededBytes ? [warning(problem('storage.full', { path, neededBytes, freeBytes }, field))] : [];
}

async function isoFindings({ allowed }: FindingDeps, { iso }: ProfileDraft): Promise<FindingView[]> {
  return iso ? findingAt('iso', () => allowed.resolve(iso)) : [];
}

async function findingAt(field: string, check: () => Promise<unknown>): Promise<FindingView[]> {
  try {
    await check();
    return [];
  } catch (failure) {
    if (!(failure instanceof ProblemError)) throw failure;
    return [error({ ...failure.problem, field })];
  }
}

function error(about: Problem): FindingView {
  return { field: about.field ?? '', severity: 'error', problem: about };
}

function warning(about: Problem): FindingView {
  return { field: about.field ?? '', severity: 'warning', problem: about };
}

import type { Actor } from '@baton/model/access/roles';
import { fail, type Problem, ProblemError, problem } from '@baton/model/problem';
import { isPlainFileName } from '@baton/model/storage/file-name';
import { bytes } from '@baton/model/words/phrase';
import type { OperationHandle, OperationRecorder } from '../../operations/recorder';
import type { Disks } from '../../storage/disks';
import { publishNew } from '../../storage/new-file';
import type { Fleet } from '../fleet';
import { clearBackup, runBackupJob } from './backup-job';
import { whileFrozen } from './frozen';
import type { FoundDisk } from './look';
import { backupRefusal } from './refusals';
import type { SnapshotDeps } from './snapshots';
import { disksOf, inProfile, pick, qemuSaid, type Target, workOn } from './target';

const EXTENSION = '.qcow2';
/** Tables of the copy, and what everybody else needs of the file system meanwhile. */
const SPARE_BYTES = 256 * 1024 * 1024;
/** Where nobody knows how much of a disk is in use, all of it may be. */
const TABLE_SHARE = 8192;

export interface BackupDeps extends Omit<SnapshotDeps, 'disks' | 'fleet'> {
  readonly fleet: Pick<Fleet, 'member' | 'diskClaims' | 'up'>;
  readonly disks: Pick<Disks, 'check' | 'pathOf'>;
  readonly recorder: OperationRecorder;
  /** The library changed. */
  readonly changed: () => void;
  readonly defect: (error: unknown, reference: string) => void;
}

export interface BackupOrder {
  readonly disk: number;
  readonly name: string;
  readonly freeze: boolean;
}

/** Copies disks into new files of the library, as operations: leaving the page does not stop one, and it can be cancelled. */
export class Backups {
  readonly #underWay = new Map<string, { readonly machineId: string; readonly cancel: AbortController }>();
  readonly #working = new Set<Promise<void>>();

  constructor(private readonly deps: BackupDeps) {}

  /** @returns once it has begun. @throws ProblemError `disk.*` | `storage.bad-name` | `storage.exists`; what goes wrong later is the operation's */
  begin(id: string, { disk, name, freeze }: BackupOrder, actor: Actor): Promise<{ operationId: string }> {
    const fileName = name.toLowerCase().endsWith(EXTENSION) ? name : `${name}${EXTENSION}`;
    if (!isPlainFileName(fileName)) throw new ProblemError(problem('storage.bad-name', { name }, 'name'));
    const path = this.deps.disks.pathOf(fileName);
    return new Promise((resolve, reject) => {
      const work = workOn(this.deps, { id, doing: 'backup' }, async (target) => {
        const found = pick(await disksOf(this.deps, target), disk);
        const refused = backupRefusal(found);
        if (refused) throw new ProblemError(refused);
        if ((await this.deps.files.look(path)).kind !== 'missing') fail('storage.exists', { path }, 'name');
        const subject = { kind: 'machine', id, name: target.name } as const;
        const operation = this.deps.recorder.begin({ kind: 'backup', subject, actor, steps: ['copy-disk'] });
        resolve({ operationId: operation.id });
        await this.#carryOut(operation, target, { found, path, freeze });
      });
      this.#keep(work.catch(reject));
    });
  }

  /** @returns false when it is over, or none of ours. */
  cancel(operationId: string): boolean {
    const underWay = this.#underWay.get(operationId);
    underWay?.cancel.abort();
    return underWay !== undefined;
  }

  runningOf(machineId: string): string | null {
    return [...this.#underWay].find(([, running]) => running.machineId === machineId)?.[0] ?? null;
  }

  /** At agent start, once machines are taken over: what a killed agent left running in QEMU. Its file was swept already. */
  async clearLeft(): Promise<void> {
    for (const { driver } of this.deps.fleet.up()) {
      const { session } = driver;
      if (session) await clearBackup(session).catch((error: unknown) => this.deps.defect(error, 'backup'));
    }
  }

  /** Cancels all of them; resolves when nothing is left behind. */
  async stop(): Promise<void> {
    for (const { cancel } of this.#underWay.values()) cancel.abort();
    while (this.#working.size > 0) await Promise.all(this.#working);
  }

  async #carryOut(
    operation: OperationHandle,
    target: Target,
    copy: { readonly found: FoundDisk; readonly path: string; readonly freeze: boolean },
  ): Promise<void> {
    const cancel = new AbortController();
    this.#underWay.set(operation.id, { machineId: target.id, cancel });
    try {
      await operation.step('copy-disk', (note) => this.#copy(target, { ...copy, note, signal: cancel.signal }));
      this.deps.changed();
      await operation.succeed();
    } catch (error) {
      const cause = withOwnPath(error, copy.path) ?? problem('internal', { reference: operation.id });
      if (cause.code === 'internal') this.deps.defect(error, operation.id);
      await operation.fail(cause, cause.code === 'storage.cancelled' ? 'undone' : 'failed');
    } finally {
      this.#underWay.delete(operation.id);
    }
  }

  async #copy(target: Target, order: CopyWork): Promise<void> {
    const { found, path, note } = order;
    const { files, images } = this.deps;
    const size = found.virtualBytes ?? 0;
    const progress = (share: number) => note(progressWords(share, size));
    await publishNew(files, path, {
      neededBytes: SPARE_BYTES + (found.usedBytes ?? size) + size / TABLE_SHARE,
      make: async (to) => {
        if (target.session) {
          await images.create(to, { format: 'qcow2', sizeBytes: size, preallocate: false }, order.signal);
          await this.#copyLive(target, { ...order, to, progress });
        } else {
          const from = await this.deps.disks.check(inProfile(target, found.index));
          const format = found.format === 'qcow2' ? 'qcow2' : 'raw';
          await images.copy({ from, format, to, signal: order.signal, progress });
        }
      },
    });
    // The last look was a moment before the end.
    progress(1);
  }

  async #copyLive(target: Target, work: CopyWork & { to: string; progress: (share: number) => void }): Promise<void> {
    const { id, name, session, member } = target;
    if (!session) return;
    const { found, to, freeze, signal, progress } = work;
    const { guests, clock, activity } = this.deps;
    const wanted = freeze && member.driver.state.kind === 'running';
    const notThawed = () => activity.record('machine.not-thawed', { kind: 'machine', id, name }, null);
    await runBackupJob({
      ...{ session, clock, disk: found, to, machine: name, signal, progress },
      around: (begin) => whileFrozen(guests, { machineId: id, wanted, notThawed }, begin),
    }).catch(qemuSaid(name, { path: found.path, doing: 'backup' }));
  }

  #keep(work: Promise<void>): void {
    const kept = work.finally(() => this.#working.delete(kept));
    this.#working.add(kept);
  }
}

interface CopyWork {
  readonly found: FoundDisk;
  readonly path: string;
  readonly freeze: boolean;
  readonly note: (detail: string) => void;
  readonly signal: AbortSignal;
}

/** The number first: a bar is drawn from it, and it tells of a disk of few bytes too. */
function progressWords(share: number, size: number): string {
  return `${Math.floor(share * 100)} % · ${bytes(share * size)} of ${bytes(size)}`;
}

/** QEMU and qemu-img speak of the place where the copy grew; a person knows only the one that it was to have. */
function withOwnPath(error: unknown, path: string): Problem | null {
  if (!(error instanceof ProblemError)) return null;
  const { code, facts } = error.problem;
  if (code === 'storage.cancelled') return problem(code, { path });
  return code === 'storage.create-failed' ? problem(code, { ...facts, path }) : error.problem;
}

import type { Actor } from '@baton/model/access/roles';
import { type Problem, ProblemError, problem } from '@baton/model/problem';
import { isPlainFileName } from '@baton/model/storage/file-name';
import { bytes } from '@baton/model/words/phrase';
import type { OperationHandle, OperationRecorder } from '../operations/recorder';
import type { Clock } from '../ports/clock';
import type { StorageFiles } from '../ports/storage-files';
import type { Disks } from './disks';
import { watchGrowth } from './growth';

const GIB = 1024 ** 3;

export interface DiskOrderDeps {
  readonly disks: Disks;
  readonly files: StorageFiles;
  readonly clock: Clock;
  readonly recorder: OperationRecorder;
  readonly changed: () => void;
  /** Writes a defect to the agent's log. @returns the reference that the user is shown */
  readonly defect: (error: unknown) => string;
}

export interface DiskOrder {
  readonly name: string;
  readonly sizeGiB: number;
  readonly format: 'qcow2' | 'raw';
  readonly preallocate: boolean;
}

const EXTENSIONS = { qcow2: '.qcow2', raw: '.img' } as const;

/** Makes disks as operations: leaving the page does not stop one, and it can be cancelled. */
export class DiskOrders {
  readonly #underWay = new Map<string, AbortController>();
  #settled: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: DiskOrderDeps) {}

  /** @returns at once. @throws ProblemError `storage.bad-name`; what goes wrong later is the operation's */
  begin({ name, sizeGiB, format, preallocate }: DiskOrder, actor: Actor): { operationId: string; path: string } {
    const extension = EXTENSIONS[format];
    const fileName = name.toLowerCase().endsWith(extension) ? name : `${name}${extension}`;
    if (!isPlainFileName(fileName)) throw new ProblemError(problem('storage.bad-name', { name }, 'name'));
    const { disks, recorder } = this.deps;
    const path = disks.pathOf(fileName);
    const subject = { kind: 'storage', id: path, name: fileName } as const;
    const operation = recorder.begin({ kind: 'create-disk', subject, actor, steps: ['create-disk'] });
    const cancelled = new AbortController();
    this.#underWay.set(operation.id, cancelled);
    const disk = { fileName, format, sizeBytes: sizeGiB * GIB, preallocate };
    const work = this.#make(operation, disk, cancelled.signal).finally(() => this.#underWay.delete(operation.id));
    this.#settled = Promise.all([this.#settled, work]);
    return { operationId: operation.id, path };
  }

  /** @returns false when it is over, or none of ours. */
  cancel(operationId: string): boolean {
    const underWay = this.#underWay.get(operationId);
    underWay?.abort();
    return underWay !== undefined;
  }

  /** Cancels all of them; resolves when nothing is left behind. */
  async stop(): Promise<void> {
    for (const each of this.#underWay.values()) each.abort();
    await this.#settled;
  }

  async #make(operation: OperationHandle, disk: Parameters<Disks['make']>[0], signal: AbortSignal): Promise<void> {
    const { disks, changed, defect } = this.deps;
    try {
      await operation.step('create-disk', async (note) => {
        const watch = (temporary: string) =>
          watchGrowth(this.deps, temporary, (written) => note(`${bytes(written)} of ${bytes(disk.sizeBytes)}`));
        await disks.make(disk, { signal, ...(disk.preallocate && { watch }) });
      });
      changed();
      await operation.succeed();
    } catch (error) {
      const known = withOwnPath(error, disks.pathOf(disk.fileName));
      const cause = known ?? problem('internal', { reference: defect(error) });
      await operation.fail(cause, cause.code === 'storage.cancelled' ? 'undone' : 'failed');
    }
  }
}

/** qemu-img speaks of the place where it made the disk; a person knows only the one that it was to have. */
function withOwnPath(error: unknown, path: string): Problem | null {
  if (!(error instanceof ProblemError)) return null;
  const { code, facts } = error.problem;
  if (code === 'storage.cancelled') return problem(code, { path });
  return code === 'storage.create-failed' ? problem(code, { ...facts, path }) : error.problem;
}

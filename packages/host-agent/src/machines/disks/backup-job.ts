import { fail, ProblemError } from '@baton/model/problem';
import { isQmpEvent, QmpInterrupted, type QmpSession } from '@baton/qmp';
import type { Clock } from '../../ports/clock';
import { within } from '../within';
import { nodeOf } from './look';

const JOB = 'baton-backup';
/** The node that the job writes into. */
const TARGET = 'baton-backup-target';
const LOOK_EVERY_MS = 500;

export interface BackupJobOrder {
  readonly session: QmpSession;
  readonly clock: Clock;
  readonly disk: { readonly index: number; readonly path: string };
  /** An empty qcow2 of exactly the disk's size. */
  readonly to: string;
  readonly machine: string;
  readonly signal: AbortSignal;
  /** What surrounds the moment in which the job begins: from then on the guest may write again. */
  readonly around: (begin: () => Promise<unknown>) => Promise<unknown>;
  readonly progress: (share: number) => void;
}

/**
 * Has QEMU copy a disk as it is at this moment, while the guest writes on. At the end the target is closed, however it ended.
 * @throws ProblemError `disk.failed` | `storage.cancelled` | `backup.machine-ended`; QmpError when the job could not begin
 */
export async function runBackupJob(order: BackupJobOrder): Promise<void> {
  const { session, disk, to, machine, around } = order;
  try {
    await clearBackup(session);
    const file = { driver: 'file', filename: to };
    // Zeros of a raw disk are not written out.
    const target = { driver: 'qcow2', 'node-name': TARGET, discard: 'unmap', 'detect-zeroes': 'unmap', file } as const;
    await session.execute('blockdev-add', target);
    const device = nodeOf(disk.index);
    const job = { 'job-id': JOB, device, target: TARGET, sync: 'full', 'auto-dismiss': false } as const;
    await around(() => session.execute('blockdev-backup', job));
    await follow(order);
  } catch (error) {
    if (error instanceof QmpInterrupted) throw ended(machine, error);
    throw error;
  } finally {
    await clearBackup(session).catch(unlessInterrupted);
  }
}

/** Ends what is left of a backup, of an earlier agent's too: the job, and the node that holds the file open. */
export async function clearBackup(session: QmpSession): Promise<void> {
  const jobs = await session.execute('query-jobs');
  if (jobs.some(({ id }) => id === JOB)) {
    const concluded = untilConcluded(session);
    await session.execute('job-cancel', { id: JOB }).catch(unlessRefused);
    const now = (await session.execute('query-jobs')).find(({ id }) => id === JOB);
    if (now && now.status !== 'concluded') await concluded.seen;
    concluded.stop();
    await session.execute('job-dismiss', { id: JOB }).catch(unlessRefused);
  }
  const nodes = await session.execute('query-named-block-nodes', { flat: true });
  if (nodes.some((node) => node['node-name'] === TARGET))
    await session.execute('blockdev-del', { 'node-name': TARGET });
}

async function follow({ session, clock, disk, to, signal, progress }: BackupJobOrder): Promise<void> {
  for (;;) {
    const changed = untilConcluded(session);
    const aborted = untilAborted(signal);
    try {
      const job = (await session.execute('query-jobs')).find(({ id }) => id === JOB);
      if (signal.aborted) fail('storage.cancelled', { path: to });
      if (!job) return fail('disk.failed', { path: disk.path, doing: 'backup', words: 'The job is gone.' });
      if (job.status === 'concluded') {
        if (job.error !== undefined) fail('disk.failed', { path: disk.path, doing: 'backup', words: job.error });
        return;
      }
      const total = job['total-progress'];
      if (total > 0) progress(job['current-progress'] / total);
      await within(clock, LOOK_EVERY_MS, Promise.race([changed.seen, aborted.seen]));
    } finally {
      changed.stop();
      aborted.stop();
    }
  }
}

interface Waiting {
  readonly seen: Promise<void>;
  readonly stop: () => void;
}

/** Also when the session is over: whoever waits asks again and is told. */
function untilConcluded(session: QmpSession): Waiting {
  let stop = () => {};
  const seen = new Promise<void>((resolve) => {
    stop = session.onEvent((event) => {
      if (isQmpEvent(event, 'JOB_STATUS_CHANGE') && event.data.id === JOB && event.data.status === 'concluded')
        resolve();
    });
    void session.closed.then(() => resolve());
  });
  return { seen, stop: () => stop() };
}

function untilAborted(signal: AbortSignal): Waiting {
  const done = new AbortController();
  const seen = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true, signal: done.signal });
  });
  return { seen, stop: () => done.abort() };
}

function ended(name: string, cause: unknown): ProblemError {
  return new ProblemError({ code: 'backup.machine-ended', facts: { name } }, { cause });
}

function unlessInterrupted(error: unknown): void {
  if (!(error instanceof QmpInterrupted)) throw error;
}

/** It ended by itself in between. */
function unlessRefused(error: unknown): void {
  if (error instanceof QmpInterrupted) throw error;
}

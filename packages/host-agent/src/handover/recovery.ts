import { stepWords } from '@baton/model/describe';
import { mainFunction } from '@baton/model/handover/facts';
import { observe } from '@baton/model/handover/observe';
import { stepDetail } from '@baton/model/handover/step';
import { ProblemError, problem } from '@baton/model/problem';
import type { OperationHandle, OperationRecorder } from '../operations/recorder';
import type { Executor } from './executor';
import type { HomeFile } from './home-file';
import type { HandoverJournal, OpenHandover } from './journal';
import type { Mover } from './mover';
import type { GpuObserver } from './observer';

export interface RecoveryParts {
  readonly observer: GpuObserver;
  readonly executor: Executor;
  readonly mover: Mover;
  readonly home: HomeFile;
  readonly journal: HandoverJournal;
  readonly recorder: OperationRecorder;
}

/**
 * At start: ends a hand-over that the last agent left open. Looks first, never replays: a lending is undone, a return is
 * finished from where the GPU is now (docs/adr/003).
 */
export async function recover(parts: RecoveryParts): Promise<void> {
  const { observer, journal, mover, recorder } = parts;
  const open = await journal.unfinished();
  if (!open || observer.gpu === null) return;
  // A boot put everything in its place.
  if (open.head.bootId !== observer.bootId) return journal.end('rebooted');
  const { facts } = await observer.look();
  const { kind } = observe(facts);
  if (kind === 'wedged' || kind === 'in-guest' || kind === 'missing') return journal.end(`found ${kind}`);

  const operation = recorder.begin({
    kind: 'recover',
    subject: { kind: 'gpu', id: facts.address, name: mainFunction(facts)?.name ?? facts.address },
    actor: { name: 'Baton' },
    steps: ['recover'],
  });
  await mover.exclusively(operation.id, () => mend(open, operation, parts));
}

async function mend(open: OpenHandover, operation: OperationHandle, parts: RecoveryParts): Promise<void> {
  const last = open.begun.at(-1);
  const step = stepWords(last?.under ?? 'check');
  const interrupted = problem('handover.interrupted', { step });
  try {
    await operation.step('recover', async (note) => {
      note(last ? stepDetail(last.step) : 'nothing was written');
      const { executor } = parts;
      const { head, begun } = open;
      const mended =
        head.onFailure === 'undo'
          ? await executor.undo(begun, head.before, operation)
          : await executor.finish(head.target);
      const home = head.onFailure === 'undo' ? head.wasHome : head.target === 'host';
      if (mended && home) await parts.home.arrived();
      if (!mended) throw new ProblemError(interrupted);
    });
    await parts.journal.end('recovered');
    await operation.succeed();
  } catch (error) {
    await parts.journal.end('not recovered');
    await operation.fail(error instanceof ProblemError ? error.problem : interrupted, 'failed');
  }
}

import { describe, stepWords } from '@baton/model/describe';
import type { GpuStateKind, HandoverTarget } from '@baton/model/handover/gpu-state';
import { isWithHost } from '@baton/model/handover/home';
import { inverse } from '@baton/model/handover/inverse';
import { observe } from '@baton/model/handover/observe';
import { plan } from '@baton/model/handover/plan';
import { type PlannedStep, stepDetail } from '@baton/model/handover/step';
import { type Problem, ProblemError, problem } from '@baton/model/problem';
import type { EventHub } from '../events/hub';
import type { OperationHandle } from '../operations/recorder';
import type { Clock } from '../ports/clock';
import type { HostHardware } from '../ports/host-hardware';
import { ModuleInUseError, StuckError, WriteError } from '../ports/kernel-errors';
import { HandoverError } from './handover-error';
import type { HandoverJournal, JournalHead } from './journal';
import type { GpuObserver } from './observer';
import type { RepairNote } from './repair-note';
import { type Bench, doStep } from './step-table';
import type { WedgedMarker } from './wedged-marker';

export interface ExecutorParts {
  readonly hardware: HostHardware;
  readonly clock: Clock;
  readonly observer: GpuObserver;
  readonly journal: HandoverJournal;
  readonly wedged: WedgedMarker;
  readonly repair: RepairNote;
  readonly events: EventHub;
}

/** Where a hand-over goes from, and what a failure does. */
export type Route = Pick<JournalHead, 'target' | 'before' | 'wasHome' | 'onFailure'>;

/** Runs a plan: written down first, done, read back; a failure undoes it all from what was written down. */
export class Executor {
  constructor(private readonly parts: ExecutorParts) {}

  /** @throws HandoverError; `undone` when everything is where it was. */
  async run(steps: readonly PlannedStep[], route: Route, operation: OperationHandle): Promise<void> {
    if (steps.length === 0) return;
    const { journal, observer, clock } = this.parts;
    const at = clock.now();
    await journal.begin({ ...route, operationId: operation.id, bootId: observer.bootId, at });
    const begun: PlannedStep[] = [];
    try {
      for (const group of grouped(steps)) await this.#runGroup(group, begun, operation);
    } catch (error) {
      throw await this.#failed(error, { begun, route, operation });
    }
    await journal.end('done');
  }

  /**
   * Undoes steps, last first. One that cannot be undone does not keep the others from it; only a stuck kernel does.
   * @returns whether the GPU is on the side on which it was.
   */
  async undo(begun: readonly PlannedStep[], before: GpuStateKind, operation: OperationHandle): Promise<boolean> {
    let complete = true;
    for (const group of grouped(begun).reverse()) {
      for (const { step } of [...group].reverse()) {
        for (const back of inverse(step)) {
          const failure = await this.#attempt(() => doStep(back, this.#bench()));
          if (failure?.code === 'gpu.wedged') return false;
          complete &&= failure === undefined;
        }
      }
      if (group[0]) operation.undone(group[0].under);
      this.parts.events.emit('gpu');
    }
    const { facts } = await this.parts.observer.look();
    return complete && sideOf(observe(facts).kind) === sideOf(before);
  }

  /**
   * Goes on to `target` from where the GPU is now. Not journaled again: a second interruption looks again and finds the way.
   * @throws ProblemError when there is no way, or a step failed.
   */
  async finish(target: HandoverTarget['kind']): Promise<boolean> {
    const { observer } = this.parts;
    const { facts } = await observer.look();
    const way = plan(facts, target);
    if ('problem' in way) throw new ProblemError(way.problem);
    for (const { step } of way.steps) {
      const failure = await this.#attempt(() => doStep(step, this.#bench()));
      if (failure) throw new ProblemError(failure);
    }
    const reached = (await observer.look()).facts;
    return target === 'host'
      ? isWithHost(reached, observe(reached))
      : sideOf(observe(reached).kind) === SIDE_OF[target];
  }

  async #runGroup(group: readonly PlannedStep[], begun: PlannedStep[], operation: OperationHandle): Promise<void> {
    const [first] = group;
    if (!first) return;
    const { journal, observer, events } = this.parts;
    await operation.step(first.under, async (note) => {
      for (const planned of group) {
        await journal.intend(planned);
        begun.push(planned);
        await doStep(planned.step, this.#bench());
        note(stepDetail(planned.step));
        await journal.did(planned);
      }
      // For the pages, which see a hand-over as it was at its last step.
      if (events.watched()) await observer.look();
    });
    events.emit('gpu');
  }

  async #failed(
    error: unknown,
    context: { begun: readonly PlannedStep[]; route: Route; operation: OperationHandle },
  ): Promise<HandoverError> {
    const { begun, route, operation } = context;
    const cause = await this.#toProblem(error);
    if (cause.code === 'gpu.wedged' || route.onFailure === 'leave') {
      await this.#endJournal(cause.code);
      return new HandoverError(cause, 'failed', { cause: error });
    }
    operation.undoing();
    const back = await this.undo(begun, route.before, operation);
    await this.#endJournal(back ? 'undone' : 'not undone');
    const stuck = this.parts.wedged.problem;
    if (stuck) return new HandoverError(stuck, 'failed', { cause: error });
    return new HandoverError(back ? undoneProblem(cause, begun.at(-1)) : cause, back ? 'undone' : 'failed', {
      cause: error,
    });
  }

  /** The end is only noted: when it cannot be written, the next start looks again and finds nothing to do. */
  async #endJournal(outcome: string): Promise<void> {
    await this.parts.journal.end(outcome).catch(() => undefined);
  }

  async #attempt(work: () => Promise<void>): Promise<Problem | undefined> {
    try {
      await work();
      return undefined;
    } catch (error) {
      return this.#toProblem(error);
    }
  }

  /** A stuck write is marked at once, before anything else can happen. */
  async #toProblem(error: unknown): Promise<Problem> {
    const { wedged, observer, clock } = this.parts;
    const { gpu } = this.#bench();
    if (error instanceof StuckError) {
      return wedged.set(error, { address: gpu, bootId: observer.bootId, now: clock.now() });
    }
    if (error instanceof ProblemError) return error.problem;
    if (error instanceof ModuleInUseError)
      return problem('gpu.module-busy', { module: error.module, words: error.words });
    if (error instanceof WriteError) {
      return problem('gpu.write-failed', { address: gpu, path: error.path, words: error.words });
    }
    const words = error instanceof Error ? error.message : String(error);
    return problem('gpu.write-failed', { address: gpu, path: 'the journal', words });
  }

  #bench(): Bench {
    const { hardware, clock, observer, repair } = this.parts;
    if (observer.gpu === null) throw new Error('there is no GPU to move');
    return { hardware, clock, repair, gpu: observer.gpu, power: observer.means };
  }
}

/** Some causes say more than "undone": what to close, or what the firmware refused. */
function undoneProblem(cause: Problem, last: PlannedStep | undefined): Problem {
  const speaksForItself = ['gpu.module-busy', 'gpu.busy', 'gpu.power-refused', 'gpu.missing', 'gpu.service-failed'];
  if (!last || speaksForItself.includes(cause.code)) return cause;
  return problem('handover.undone', { step: stepWords(last.under), cause: describe(cause).what });
}

/** Consecutive steps of one heading. */
function grouped(steps: readonly PlannedStep[]): PlannedStep[][] {
  const groups: PlannedStep[][] = [];
  for (const planned of steps) {
    const last = groups.at(-1);
    if (last?.[0]?.under === planned.under) last.push(planned);
    else groups.push([planned]);
  }
  return groups;
}

/** Where a target is. */
const SIDE_OF = { off: 'powered-off', vfio: 'vfio-idle' } satisfies Record<
  Exclude<HandoverTarget['kind'], 'host'>,
  string
>;

/** States that are the same place: whether the host's card sleeps or works is not ours to restore. */
export function sideOf(kind: GpuStateKind): string {
  if (kind.startsWith('host-')) return 'host';
  return kind.startsWith('driverless') ? 'driverless' : kind;
}

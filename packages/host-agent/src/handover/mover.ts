import type { GpuFacts } from '@baton/model/handover/facts';
import { mainFunction } from '@baton/model/handover/facts';
import type { GpuState, HandoverTarget } from '@baton/model/handover/gpu-state';
import { isWithHost } from '@baton/model/handover/home';
import { observe } from '@baton/model/handover/observe';
import { headings, plan } from '@baton/model/handover/plan';
import { type RecoveryKind, recoveryRefusal, recoverySteps } from '@baton/model/handover/recover';
import type { PlannedStep } from '@baton/model/handover/step';
import { fail, ProblemError, problem } from '@baton/model/problem';
import type { EventHub } from '../events/hub';
import type { OperationHandle } from '../operations/recorder';
import type { Clock } from '../ports/clock';
import type { Executor, Route } from './executor';
import { outcomeOf } from './handover-error';
import type { HomeFile } from './home-file';
import type { GpuObserver } from './observer';

type Target = HandoverTarget['kind'];

export interface MoverParts {
  readonly observer: GpuObserver;
  readonly executor: Executor;
  readonly home: HomeFile;
  readonly clock: Clock;
  readonly events: EventHub;
}

export interface MoveOptions {
  /** Show the look and the rules as a step of their own. */
  readonly check: boolean;
}

const RELEASE_PATIENCE_MS = 5_000;
const POLL_MS = 100;

/** Moves the GPU: observe, check, plan, execute. One at a time. */
export class Mover {
  constructor(private readonly parts: MoverParts) {}

  /** @throws ProblemError when another hand-over is under way. */
  async exclusively<T>(operationId: string, work: () => Promise<T>): Promise<T> {
    const { observer, events } = this.parts;
    if (observer.moving !== null) fail('gpu.moving', { operationId: observer.moving });
    observer.moving = operationId;
    events.emit('gpu');
    try {
      return await work();
    } finally {
      observer.moving = null;
      // What cannot be read now is asked again after the next move.
      await observer.choosePower().catch(() => undefined);
      events.emit('gpu');
    }
  }

  /** Call within `exclusively`. @throws ProblemError when it is refused, HandoverError when it failed on the way. */
  async move(target: Target, operation: OperationHandle, options: MoveOptions): Promise<void> {
    const { executor, home } = this.parts;
    const { facts, steps } = options.check
      ? await operation.step('check', (note) => this.#prepare(target, note))
      : await this.#prepare(target, () => undefined);
    operation.plan(headings(steps));
    const state = observe(facts);
    const withHost = isWithHost(facts, state);
    const wasHome = withHost && !home.away;
    if (withHost && target !== 'host' && steps.length > 0) await home.leave(facts);
    try {
      await executor.run(steps, { ...routeFrom(facts, state, target), wasHome }, operation);
    } catch (error) {
      if (wasHome && outcomeOf(error) === 'undone') await home.arrived();
      throw error;
    }
    if (target === 'host') await home.arrived();
  }

  /** Gets a dead card back; call within `exclusively`. */
  async recover(how: RecoveryKind, operation: OperationHandle): Promise<void> {
    const { executor, observer } = this.parts;
    const { facts } = await operation.step('check', () => observer.lookAwake());
    const refused = recoveryRefusal(facts, how);
    if (refused) throw new ProblemError(refused);
    const steps = recoverySteps(facts, how);
    operation.plan(headings(steps));
    const before = observe(facts).kind;
    await executor.run(steps, { target: 'host', before, wasHome: false, onFailure: 'leave' }, operation);
    // A rescan gives it to whatever driver is loaded: the rest of the way home is gone too.
    if (how === 'rescan') await this.move('host', operation, { check: false });
  }

  /** QEMU is gone; the kernel closes the group when it has cleaned up after it. */
  async untilReleased(): Promise<void> {
    const { observer, clock } = this.parts;
    const deadline = clock.now() + RELEASE_PATIENCE_MS;
    while (observe((await observer.look()).facts).kind === 'in-guest' && clock.now() < deadline) {
      await clock.sleep(POLL_MS);
    }
  }

  async #prepare(
    target: Target,
    note: (detail: string) => void,
  ): Promise<{ facts: GpuFacts; steps: readonly PlannedStep[] }> {
    const { facts } = await this.parts.observer.lookAwake();
    note(`${facts.address} ${mainFunction(facts)?.driver ?? '(no driver)'}, ${observe(facts).kind}`);
    const way = plan(facts, target);
    if ('problem' in way) throw new ProblemError(way.problem);
    return { facts, steps: way.steps };
  }
}

/** On its way back from a machine the card stops where it is safe; in all other cases it goes back to where it was. */
function routeFrom(facts: GpuFacts, state: GpuState, target: Target): Omit<Route, 'wasHome'> {
  const onFailure = target === 'vfio' || isWithHost(facts, state) ? 'undo' : 'leave';
  return { target, before: state.kind, onFailure };
}

/** For callers without a card. */
export function noGpu(): ProblemError {
  return new ProblemError(problem('gpu.none', {}));
}

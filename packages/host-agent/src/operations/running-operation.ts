import type { Finding } from '@baton/model/host/finding';
import type { Operation, OperationStep, StepKind } from '@baton/model/operation/operation';
import { type Problem, ProblemError, problem } from '@baton/model/problem';
import type { OperationHandle } from './recorder';

/** What a running operation needs from the record that keeps it. */
export interface OperationKeeper {
  now(): number;
  estimate(kind: StepKind): number | undefined;
  /** Something changed: tell the pages, and write it down when `save`. */
  changed(operation: Operation, save: boolean): void;
  /** Writes the end down. */
  ended(operation: Operation): Promise<void>;
}

/** One operation while it runs. Its snapshots are never changed, only replaced. */
export class RunningOperation implements OperationHandle {
  #operation: Operation;

  constructor(
    operation: Operation,
    private readonly keeper: OperationKeeper,
  ) {
    this.#operation = operation;
  }

  get id(): string {
    return this.#operation.id;
  }

  get snapshot(): Operation {
    return this.#operation;
  }

  plan(kinds: readonly StepKind[]): void {
    if (kinds.length > 0) this.#setSteps(this.#beforeWaiting(this.#todo(kinds)), false);
  }

  async step<T>(kind: StepKind, work: (note: (detail: string) => void) => Promise<T>): Promise<T> {
    const id = this.#next(kind);
    this.#setStep(id, { state: 'running', startedAt: this.keeper.now() }, false);
    try {
      const result = await work((detail) => this.#setStep(id, { detail }, false));
      this.#setStep(id, { state: 'done', endedAt: this.keeper.now() }, true);
      return result;
    } catch (error) {
      this.#setStep(id, { state: 'failed', endedAt: this.keeper.now() }, true);
      throw error;
    }
  }

  finding(found: Finding): void {
    this.#set({ findings: [...(this.#operation.findings ?? []), found] }, true);
  }

  undoing(): void {
    this.#set({ state: 'undoing' }, false);
  }

  undone(kind: StepKind): void {
    const step = this.#operation.steps.findLast((each) => each.kind === kind && each.state === 'done');
    if (step) this.#setStep(step.id, { state: 'undone' }, true);
  }

  async succeed(): Promise<void> {
    // What was planned and turned out to be unneeded is no part of the story.
    const steps = this.#operation.steps.filter((step) => step.state !== 'todo');
    await this.#end({ state: 'succeeded', steps });
  }

  async fail(cause: Problem, outcome: 'failed' | 'undone'): Promise<void> {
    await this.#end({ state: outcome, problem: cause });
  }

  async #end(change: Partial<Operation>): Promise<void> {
    if (this.#operation.endedAt !== undefined) return;
    this.#operation = { ...this.#operation, ...change, endedAt: this.keeper.now() };
    await this.keeper.ended(this.#operation);
  }

  /** The first planned step of that kind that has not begun, or a new one at the end. */
  #next(kind: StepKind): string {
    const planned = this.#operation.steps.find((step) => step.kind === kind && step.state === 'todo');
    if (planned) return planned.id;
    const [added] = this.#todo([kind]);
    if (!added) throw new ProblemError(problem('internal', { reference: 'step' }));
    this.#setSteps(this.#beforeWaiting([added]), false);
    return added.id;
  }

  /** What comes next stands before what has not begun. */
  #beforeWaiting(next: readonly OperationStep[]): readonly OperationStep[] {
    const begun = this.#operation.steps.filter((step) => step.state !== 'todo');
    const waiting = this.#operation.steps.filter((step) => step.state === 'todo');
    return [...begun, ...next, ...waiting];
  }

  #todo(kinds: readonly StepKind[]): OperationStep[] {
    const from = this.#operation.steps.length + 1;
    return kinds.map((kind, index) => ({
      id: `step-${from + index}`,
      kind,
      state: 'todo',
      estimateMs: this.keeper.estimate(kind),
    }));
  }

  #setStep(id: string, change: Partial<OperationStep>, save: boolean): void {
    const steps = this.#operation.steps.map((step) => (step.id === id ? { ...step, ...change } : step));
    this.#setSteps(steps, save);
  }

  #setSteps(steps: readonly OperationStep[], save: boolean): void {
    this.#set({ steps }, save);
  }

  #set(change: Partial<Operation>, save: boolean): void {
    if (this.#operation.endedAt !== undefined) return;
    this.#operation = { ...this.#operation, ...change };
    this.keeper.changed(this.#operation, save);
  }
}

import type { Operation, OperationStep, StepKind } from '@baton/model/operation/operation';

/** How long each step took the last time: on this very machine when known, else on any. Milliseconds. */
export class Estimates {
  readonly #lastMs = new Map<string, number>();

  /** @returns undefined when such a step never ran here. */
  of(kind: StepKind, subjectId: string): number | undefined {
    return this.#lastMs.get(`${kind} ${subjectId}`) ?? this.#lastMs.get(kind);
  }

  learn(operation: Pick<Operation, 'subject' | 'steps'>): void {
    for (const step of operation.steps) this.#learnStep(step, operation.subject.id);
  }

  #learnStep({ kind, state, startedAt, endedAt }: OperationStep, subjectId: string): void {
    if (state !== 'done' || startedAt === undefined || endedAt === undefined) return;
    this.#lastMs.set(kind, endedAt - startedAt);
    this.#lastMs.set(`${kind} ${subjectId}`, endedAt - startedAt);
  }
}

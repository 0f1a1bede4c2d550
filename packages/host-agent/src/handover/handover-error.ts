import { type Problem, ProblemError } from '@baton/model/problem';

/** A hand-over that did not go through. `undone`: everything is where it was; `failed`: look at the GPU's state. */
export class HandoverError extends ProblemError {
  constructor(
    problem: Problem,
    readonly outcome: 'undone' | 'failed',
    options?: { cause?: unknown },
  ) {
    super(problem, options);
  }
}

/** How an operation that threw should end. */
export function outcomeOf(error: unknown): 'undone' | 'failed' {
  return error instanceof HandoverError ? error.outcome : 'failed';
}

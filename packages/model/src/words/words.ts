import type { ProblemCode, ProblemFacts } from '../problem';

/** Every sentence a user reads about a failure: what, why, and what to do. */
export interface Words {
  /** One short fact, no full stop: the heading. */
  readonly title: string;
  /** What happened and why. */
  readonly what: string;
  /** What to do next. */
  readonly next: string;
}

/** The codes of a family: `gpu` has `gpu.none`, `gpu.busy`; a code without a dot is a family of its own. */
type CodeOf<Family extends string> = Extract<ProblemCode, Family | `${Family}.${string}`>;

/** Words for every code of the families named: a missing one does not compile, nor does one too many. */
export type WordsFor<Family extends string> = {
  readonly [Code in CodeOf<Family>]: (facts: ProblemFacts[Code]) => Words;
};

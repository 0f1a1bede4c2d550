import type { Actor } from '@baton/model/access/roles';
import type { Finding } from '@baton/model/host/finding';
import type { Holder, Operation, OperationKind, StepKind } from '@baton/model/operation/operation';
import type { Problem } from '@baton/model/problem';

/** What an operation is about, told when it begins. */
export interface OperationSpec {
  readonly kind: OperationKind;
  readonly subject: Operation['subject'];
  readonly runId?: string;
  readonly handover?: { readonly from: Holder; readonly to: Holder };
  readonly actor: Pick<Actor, 'name'>;
  /** The steps known so far, in order; more may be added while it runs. */
  readonly steps: readonly StepKind[];
}

/** A running operation. Every change is an event; the record is saved at begin, soon after each step's end, and at the end. */
export interface OperationHandle {
  readonly id: string;
  /** Adds the steps that come next, once a plan is known: before those that wait already. */
  plan(steps: readonly StepKind[]): void;
  /**
   * Runs `work` as the next step of that kind: running, then done, or failed when it throws (and it throws on).
   * `note` sets the one line of detail.
   */
  step<T>(kind: StepKind, work: (note: (detail: string) => void) => Promise<T>): Promise<T>;
  /** Something that a person should know of this operation, beside its steps. */
  finding(found: Finding): void;
  /** Steps already done are being undone, last first; call when roll-back begins. */
  undoing(): void;
  /** The newest done step of that kind has been undone. */
  undone(kind: StepKind): void;
  succeed(): Promise<void>;
  /** Ends as `undone` when a roll-back brought everything back, else as `failed`. */
  fail(problem: Problem, outcome: 'failed' | 'undone'): Promise<void>;
}

export interface OperationRecorder {
  begin(spec: OperationSpec): OperationHandle;
}

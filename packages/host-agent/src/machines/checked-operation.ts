import type { OperationHandle } from '../operations/recorder';

/**
 * The machine's own checks and those of the hand-over are one step for whoever reads the timeline: the first `check` step that runs
 * on this handle does ours before its own.
 */
export function withCheck(operation: OperationHandle, check: () => Promise<void>): OperationHandle {
  let pending: (() => Promise<void>) | null = check;
  return {
    id: operation.id,
    plan: (steps) => operation.plan(steps.filter((step) => step !== 'check')),
    finding: (found) => operation.finding(found),
    undoing: () => operation.undoing(),
    undone: (kind) => operation.undone(kind),
    succeed: () => operation.succeed(),
    fail: (problem, outcome) => operation.fail(problem, outcome),
    step: (kind, work) =>
      operation.step(kind, async (note) => {
        const first = kind === 'check' ? pending : null;
        if (first) pending = null;
        await first?.();
        return work(note);
      }),
  };
}

import type { Operation, StepKind } from '@baton/model/operation/operation';

/** The steps that are the hand-over itself, without the machine's own start. */
const HANDOVER_STEPS: readonly StepKind[] = ['check', 'power-on', 'repair', 'detach', 'bind'];

/** How long the newest hand-over to a machine took, milliseconds. `operations` newest first; null when there was none. */
export function lastHandoverMs(operations: readonly Operation[]): number | null {
  for (const { steps } of operations) {
    const own = steps.filter((step) => HANDOVER_STEPS.includes(step.kind) && step.state === 'done');
    if (!own.some((step) => step.kind === 'bind')) continue;
    return own.reduce((sum, step) => sum + ((step.endedAt ?? 0) - (step.startedAt ?? 0)), 0);
  }
  return null;
}

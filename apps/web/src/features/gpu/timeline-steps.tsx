import { stepWords } from '@baton/model/describe';
import type { Operation, OperationStep, StepState } from '@baton/model/operation/operation';
import type { HandoverStep } from '@/ui/handover-steps';
import { StepDetail } from './step-detail';

/** A step that is being undone is under way; the words of its detail say which way. */
const SHOWN = {
  todo: 'todo',
  running: 'now',
  done: 'done',
  failed: 'failed',
  undoing: 'now',
  undone: 'undone',
} satisfies Record<StepState, HandoverStep['state']>;

/**
 * The steps of several operations as one timeline, oldest first: a machine's start and the GPU's later return.
 * `nowMs` is this browser's clock: a step under way counts on from there.
 */
export function timelineSteps(operations: readonly Operation[], nowMs: number): HandoverStep[] {
  return [...operations]
    .sort((a, b) => a.startedAt - b.startedAt)
    .flatMap((operation) => operation.steps.map((step) => toShown(operation, step, nowMs)));
}

function toShown(operation: Operation, step: OperationStep, nowMs: number): HandoverStep {
  const state = SHOWN[step.state];
  return {
    id: `${operation.id}/${step.id}`,
    name: step.state === 'undoing' ? `Undo: ${stepWords(step.kind)}` : stepWords(step.kind),
    state,
    elapsedMs: elapsed(step, state, nowMs),
    estimateMs: step.estimateMs,
    detail: step.detail && <StepDetail text={step.detail} />,
  };
}

function elapsed(step: OperationStep, shown: HandoverStep['state'], nowMs: number): number | undefined {
  if (step.startedAt === undefined || shown === 'todo') return undefined;
  if (shown === 'now') return Math.max(0, nowMs - step.startedAt);
  return step.endedAt === undefined ? undefined : step.endedAt - step.startedAt;
}

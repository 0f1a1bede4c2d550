'use client';
import { stepWords } from '@baton/model/describe';
import type { Operation, OperationStep, StepState } from '@baton/model/operation/operation';
import { useMemo } from 'react';
import { type HandoverStep, HandoverSteps } from '@/ui/handover-steps';

const SHOWN: Record<StepState, HandoverStep['state']> = {
  todo: 'todo',
  running: 'now',
  undoing: 'now',
  done: 'done',
  failed: 'failed',
  undone: 'undone',
};

/** The timeline of an operation: named steps with their times. */
export function OperationSteps({ operation, label }: { operation: Operation; label?: string }) {
  const steps = useMemo(() => operation.steps.map((step) => shown(step, Date.now())), [operation]);
  return <HandoverSteps steps={steps} label={label} />;
}

function shown(step: OperationStep, nowMs: number): HandoverStep {
  const { startedAt, endedAt = nowMs } = step;
  return {
    id: step.id,
    name: stepWords(step.kind),
    state: SHOWN[step.state],
    elapsedMs: startedAt === undefined || step.state === 'todo' ? undefined : Math.max(0, endedAt - startedAt),
    estimateMs: step.estimateMs,
    detail: step.detail && <StepDetail text={step.detail} />,
  };
}

const ADDRESS = /([0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])/;

/** PCI addresses in mono, whole. */
export function StepDetail({ text }: { text: string }) {
  return text.split(ADDRESS).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text
      <span key={index} className="mono">
        {part}
      </span>
    ) : (
      part
    ),
  );
}

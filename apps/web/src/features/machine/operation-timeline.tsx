'use client';
import { operationWords } from '@baton/model/describe';
import { isOver, type Operation } from '@baton/model/operation/operation';
import { useMemo } from 'react';
import { FindingNotes } from '@/features/gpu/finding-notes';
import { timelineSteps } from '@/features/gpu/timeline-steps';
import { Card } from '@/ui/card';
import { HandoverSteps } from '@/ui/handover-steps';
import { ProblemNote } from './problem-note';

/** The card with the steps of some operations, and what went wrong in them. */
export function OperationTimeline({ operations }: { operations: readonly Operation[] }) {
  // The running step counts on by itself from when this data came.
  const steps = useMemo(() => timelineSteps(operations, Date.now()), [operations]);
  const failed = operations.filter((operation) => operation.problem);
  const running = operations.find((operation) => !isOver(operation));
  return (
    <Card className="grid gap-3" data-testid="run-timeline">
      {steps.length > 0 ? (
        <HandoverSteps
          steps={steps}
          label={running ? operationWords(running.kind, running.subject.name) : 'Steps of this run'}
        />
      ) : (
        <p className="text-ink-2">No steps were needed.</p>
      )}
      <FindingNotes findings={operations.flatMap(({ findings = [] }) => findings)} />
      {failed.map((operation) => operation.problem && <ProblemNote key={operation.id} problem={operation.problem} />)}
    </Card>
  );
}

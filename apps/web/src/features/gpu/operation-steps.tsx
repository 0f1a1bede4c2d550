'use client';
import type { Operation } from '@baton/model/operation/operation';
import { useMemo } from 'react';
import { HandoverSteps } from '@/ui/handover-steps';
import { timelineSteps } from './timeline-steps';

/** The timeline of an operation: named steps with their times. */
export function OperationSteps({ operation, label }: { operation: Operation; label?: string }) {
  // The running step counts on by itself from when this data came.
  const steps = useMemo(() => timelineSteps([operation], Date.now()), [operation]);
  return <HandoverSteps steps={steps} label={label} />;
}

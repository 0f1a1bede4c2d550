'use client';
import type { Operation } from '@baton/model/operation/operation';
import { OperationSteps } from './operation-steps';

/** What happens inside the GPU card while it moves. */
export function MovingCard({ operation }: { operation: Operation }) {
  return (
    <div className="grid gap-3 desk:grid-cols-[minmax(0,3fr)_minmax(0,1fr)] desk:items-end desk:gap-6">
      <OperationSteps operation={operation} label="Steps of the hand-over" />
      <p className="text-small text-ink-2 desk:text-right">
        {operation.state === 'undoing'
          ? 'Something failed: each step is being undone, the last one first.'
          : 'If a step fails, the steps before it are undone. Leaving this page does not stop it.'}
      </p>
    </div>
  );
}

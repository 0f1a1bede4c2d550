'use client';
import { describe } from '@baton/model/describe';
import { problem } from '@baton/model/problem';
import { Button } from '@/ui/button';
import { Door } from './door';

/** The page is here, the agent does not answer. It is asked again by itself. */
export function Unreachable({ onRetry }: { onRetry: () => void }) {
  const words = describe(problem('agent.unreachable', {}));
  return (
    <Door documentTitle="Not connected" simulated={false} title={words.title} lead="This page tries again by itself.">
      <p role="status" className="text-ink-2">
        {words.next}
      </p>
      <div>
        <Button onClick={onRetry}>Try now</Button>
      </div>
    </Door>
  );
}

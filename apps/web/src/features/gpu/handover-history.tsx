'use client';
import { operationWords } from '@baton/model/describe';
import type { Operation } from '@baton/model/operation/operation';
import { isOver } from '@baton/model/operation/operation';
import { useQuery } from '@tanstack/react-query';
import { Check, ChevronDown, LoaderCircle, OctagonX, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTRPC } from '@/lib/agent';
import { useNow } from '@/lib/now';
import { toneOf } from '@/lib/problem';
import { QueryFailed } from '@/lib/query-failed';
import { momentWords } from '@/lib/time-words';
import { EmptyState } from '@/ui/empty-state';
import { formatSeconds } from '@/ui/format-seconds';
import { Icon } from '@/ui/icon';
import { List } from '@/ui/list';
import { Note } from '@/ui/note';
import { SkeletonList } from '@/ui/skeleton';
import { FindingNotes } from './finding-notes';
import { problemSentences, runnerName } from './gpu-words';
import { OperationSteps } from './operation-steps';

const SHOWN = { limit: 12, gpu: true };

/** The last hand-overs, newest first; each opens to its timed steps and, where it failed, why. */
export function HandoverHistory() {
  const trpc = useTRPC();
  const nowMs = useNow(60_000);
  const operations = useQuery(trpc.operation.list.queryOptions(SHOWN));
  if (operations.isError) return <QueryFailed error={operations.error} onRetry={operations.refetch} />;
  if (!operations.data) return <SkeletonList label="Loading the hand-overs" />;
  if (operations.data.length === 0) {
    return <EmptyState title="No hand-over yet">Each one is kept here with its steps and their times.</EmptyState>;
  }
  return (
    <List label="Hand-overs">
      {operations.data.map((operation) => (
        <HistoryRow key={operation.id} operation={operation} nowMs={nowMs} />
      ))}
    </List>
  );
}

const SIGNS = { succeeded: Check, failed: OctagonX, undone: Undo2, running: LoaderCircle, undoing: LoaderCircle };
const ENDED = {
  succeeded: '',
  failed: 'failed',
  undone: 'failed and undone',
  running: 'under way',
  undoing: 'being undone',
};

function HistoryRow({ operation, nowMs }: { operation: Operation; nowMs: number }) {
  const [open, setOpen] = useState(false);
  const { kind, subject, handover, state, startedAt, endedAt, requestedBy, problem, findings = [] } = operation;
  const bad = state === 'failed' || state === 'undone';
  const about = problem && problemSentences(problem);
  const details = [
    handover && `${runnerName(handover.from)} to ${runnerName(handover.to)}`,
    momentWords(startedAt, nowMs),
    `by ${requestedBy}`,
    ENDED[state],
  ];
  return (
    <li className="border-t border-line first:border-t-0">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="press flex min-h-16 w-full items-center gap-3 px-4 py-2.5 text-left -outline-offset-2 desk:min-h-14 desk:py-2"
      >
        <Icon as={SIGNS[state]} className={bad ? 'text-bad' : isOver(operation) ? '' : 'motion-safe:animate-spin'} />
        <span className="min-w-0 flex-1">
          <b className="block truncate font-semibold">{operationWords(kind, subject.name)}</b>
          <span className="block truncate text-small text-ink-2">{details.filter(Boolean).join(', ')}</span>
        </span>
        {endedAt !== undefined && (
          <span className="shrink-0 font-mono text-small text-ink-2">{formatSeconds(endedAt - startedAt)}</span>
        )}
        <Icon as={ChevronDown} small className={open ? 'rotate-180' : ''} />
      </button>
      {open && (
        <div className="grid gap-3 border-t border-line px-4 py-3">
          {about && problem && (
            <Note tone={toneOf(problem)} title={about.title}>
              {about.text}
            </Note>
          )}
          <FindingNotes findings={findings} />
          <OperationSteps operation={operation} label={`Steps of ${operationWords(kind, subject.name)}`} />
        </div>
      )}
    </li>
  );
}

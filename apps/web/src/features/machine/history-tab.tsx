'use client';
import type { MachineView } from '@baton/api/views';
import { operationWords } from '@baton/model/describe';
import { isOver, type Operation, type OperationState } from '@baton/model/operation/operation';
import { useQuery } from '@tanstack/react-query';
import { Check, ChevronDown, LoaderCircle, OctagonX, Undo2 } from 'lucide-react';
import { useTRPC } from '@/lib/agent';
import { useNow } from '@/lib/now';
import { momentWords } from '@/lib/time-words';
import { EmptyState } from '@/ui/empty-state';
import { formatSeconds } from '@/ui/format-seconds';
import { Icon, type IconType } from '@/ui/icon';
import { List } from '@/ui/list';
import { SkeletonList } from '@/ui/skeleton';
import { ProblemNote } from './problem-note';
import { OperationTimeline } from './run-timeline';

const SHOWN_MAX = 100;

/** What was done with this machine, newest first; each opens to its steps. */
export function HistoryTab({ machine }: { machine: MachineView }) {
  const trpc = useTRPC();
  const history = useQuery(trpc.operation.list.queryOptions({ limit: SHOWN_MAX, machineId: machine.id }));
  if (history.isError && !history.data) {
    return <ProblemNote error={history.error} onRetry={() => void history.refetch()} />;
  }
  if (!history.data) return <SkeletonList rows={4} label="Loading the history" />;
  if (history.data.length === 0) {
    return (
      <EmptyState title="Nothing yet">
        Every start, stop and hand-over of {machine.name} will be listed here.
      </EmptyState>
    );
  }
  return (
    <>
      <List label={`History of ${machine.name}`}>
        {history.data.map((operation) => (
          <PastOperation key={operation.id} operation={operation} />
        ))}
      </List>
      {history.data.length === SHOWN_MAX && (
        <p className="text-small text-ink-2">The newest {SHOWN_MAX} are shown; Activity has more.</p>
      )}
    </>
  );
}

const SIGNS: Record<OperationState, { icon: IconType; word: string; ink: string }> = {
  running: { icon: LoaderCircle, word: 'Under way', ink: 'text-ink-1' },
  undoing: { icon: Undo2, word: 'Being undone', ink: 'text-warn' },
  succeeded: { icon: Check, word: 'Done', ink: 'text-ink-2' },
  failed: { icon: OctagonX, word: 'Failed', ink: 'text-bad' },
  undone: { icon: Undo2, word: 'Failed and undone', ink: 'text-warn' },
};

function PastOperation({ operation }: { operation: Operation }) {
  const nowMs = useNow(60_000);
  const sign = SIGNS[operation.state];
  const took = operation.endedAt === undefined ? '' : `, ${formatSeconds(operation.endedAt - operation.startedAt)}`;
  return (
    <li className="border-t border-line first:border-t-0">
      <details className="group" open={!isOver(operation)}>
        <summary className="flex min-h-16 list-none items-center gap-3 px-4 py-2.5 -outline-offset-2 desk:min-h-14 [&::-webkit-details-marker]:hidden">
          <Icon as={sign.icon} className={sign.ink} />
          <span className="min-w-0 flex-1">
            <b className="block truncate font-semibold">{operationWords(operation.kind, operation.subject.name)}</b>
            <span className="block truncate text-small text-ink-2">
              {sign.word}
              {took}, asked by {operation.requestedBy}
            </span>
          </span>
          <span className="shrink-0 text-small text-ink-2">{momentWords(operation.startedAt, nowMs)}</span>
          <Icon as={ChevronDown} className="text-ink-2 group-open:rotate-180" />
        </summary>
        <div className="px-4 pb-4">
          <OperationTimeline operations={[operation]} />
        </div>
      </details>
    </li>
  );
}

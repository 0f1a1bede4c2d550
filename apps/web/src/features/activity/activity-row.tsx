'use client';
import type { ActivityItemView } from '@baton/api/views';
import { skipToken, useQuery } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { OperationTimeline } from '@/features/machine/operation-timeline';
import { useTRPC } from '@/lib/agent';
import { QueryFailed } from '@/lib/query-failed';
import { clockWords } from '@/lib/time-words';
import { ButtonLink } from '@/ui/button';
import { formatSeconds } from '@/ui/format-seconds';
import { Icon } from '@/ui/icon';
import { SectionButton } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { activitySign } from './activity-sign';

const Code = lazy(() => import('@/ui/code').then(({ Code: code }) => ({ default: code })));

interface ActivityRowProps {
  item: ActivityItemView;
  /** It stands on the page of its machine: no way leads there. */
  onItsPage: boolean;
}

/** One thing that was done or happened. An operation opens to its steps; a machine's line leads to its page. */
export function ActivityRow({ item, onItsPage }: ActivityRowProps) {
  const [open, setOpen] = useState(false);
  const sign = activitySign(item);
  const words = (
    <>
      <Icon as={sign.icon} className={sign.ink} />
      <span className="min-w-0 flex-1">
        <span className="block font-medium wrap-anywhere">{item.text}</span>
        <span className="block text-small text-ink-2">{item.actor ? `by ${item.actor}` : 'seen by Baton'}</span>
      </span>
      <time dateTime={new Date(item.at).toISOString()} className="shrink-0 font-mono text-small text-ink-2">
        {clockWords(item.at)}
      </time>
    </>
  );
  const look = 'flex min-h-16 w-full items-center gap-3 px-4 py-2.5 text-left desk:min-h-14 desk:py-2';
  return (
    <li className="border-t border-line first:border-t-0">
      {item.operationId ? (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className={`press -outline-offset-2 ${look}`}
        >
          {words}
          <Icon as={ChevronDown} small className={open ? 'rotate-180' : ''} />
        </button>
      ) : (
        <div className={look}>{words}</div>
      )}
      {item.raw != null && <RawEvent raw={item.raw} />}
      {open && item.operationId && (
        <OperationDetails id={item.operationId} machineId={onItsPage ? null : item.machineId} />
      )}
    </li>
  );
}

/** QEMU's own event behind it, for who wants to know exactly. */
function RawEvent({ raw }: { raw: unknown }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="grid gap-2 px-4 pb-3 pl-12">
      <div>
        <SectionButton onClick={() => setOpen(!open)}>{open ? 'Hide the raw event' : 'Raw event'}</SectionButton>
      </div>
      {open && (
        <Suspense fallback={null}>
          <Code text={JSON.stringify(raw, null, 2)} copyLabel="Copy the raw event" />
        </Suspense>
      )}
    </div>
  );
}

/** @param machineId whose page it leads to; null = to none */
function OperationDetails({ id, machineId }: { id: string; machineId: string | null }) {
  const trpc = useTRPC();
  const operation = useQuery(trpc.operation.get.queryOptions({ id }));
  const machines = useQuery(trpc.machine.list.queryOptions(machineId ? undefined : skipToken));
  const known = machines.data?.find((machine) => machine.id === machineId);
  const data = operation.data;
  return (
    <div className="grid gap-3 border-t border-line px-4 py-3">
      {operation.isError && <QueryFailed error={operation.error} onRetry={operation.refetch} />}
      {operation.isPending && <Skeleton className="h-24 w-full" />}
      {data && (
        <>
          {data.endedAt !== undefined && (
            <p className="text-small text-ink-2">Took {formatSeconds(data.endedAt - data.startedAt)}.</p>
          )}
          <OperationTimeline operations={[data]} />
        </>
      )}
      {known && (
        <div>
          <ButtonLink href={`/machine?id=${encodeURIComponent(known.id)}`}>Open {known.name}</ButtonLink>
        </div>
      )}
    </div>
  );
}

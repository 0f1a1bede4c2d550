'use client';
import type { ActivityItemView } from '@baton/api/views';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTRPC, useTRPCClient } from '@/lib/agent';
import { useNow } from '@/lib/now';
import { QueryFailed } from '@/lib/query-failed';
import { dayWords } from '@/lib/time-words';
import { Button } from '@/ui/button';
import { List } from '@/ui/list';
import { Section } from '@/ui/section';
import { SkeletonList } from '@/ui/skeleton';
import { ActivityRow } from './activity-row';

const PAGE_SIZE = 50;

interface ActivityListProps {
  /** Of one machine alone. */
  machineId?: string;
  /** Instead of the list while there is nothing in it. */
  empty: ReactNode;
}

/** What was done and what happened, newest first, by days. */
export function ActivityList({ machineId, empty }: ActivityListProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const nowMs = useNow(60_000);
  const items = useInfiniteQuery({
    // Under the router's own key, so that an event refreshes it.
    queryKey: [...trpc.activity.pathKey(), 'pages', machineId ?? null],
    queryFn: ({ pageParam, signal }) =>
      client.activity.list.query(
        { limit: PAGE_SIZE, machineId, ...(pageParam !== null && { beforeId: pageParam }) },
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => (last.length < PAGE_SIZE ? undefined : last.at(-1)?.id),
  });
  if (items.isError && !items.data) return <QueryFailed error={items.error} onRetry={items.refetch} />;
  if (!items.data) return <SkeletonList rows={8} label="Loading what happened" />;
  const all = items.data.pages.flat() as ActivityItemView[];
  if (all.length === 0) return empty;
  return (
    <>
      {byDay(all, nowMs).map(({ day, ofDay }) => (
        <Section key={day} title={day}>
          <List label={day}>
            {ofDay.map((item) => (
              <ActivityRow key={item.id} item={item} onItsPage={machineId !== undefined} />
            ))}
          </List>
        </Section>
      ))}
      {items.hasNextPage && (
        <Button
          className="justify-self-center"
          busy={items.isFetchingNextPage}
          onClick={() => void items.fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </>
  );
}

function byDay(items: readonly ActivityItemView[], nowMs: number) {
  const days: { day: string; ofDay: ActivityItemView[] }[] = [];
  for (const item of items) {
    const day = dayWords(item.at, nowMs);
    const last = days.at(-1);
    if (last?.day === day) last.ofDay.push(item);
    else days.push({ day, ofDay: [item] });
  }
  return days;
}

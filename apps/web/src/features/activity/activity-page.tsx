'use client';
import type { ActivityItemView } from '@baton/api/views';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTRPC, useTRPCClient } from '@/lib/agent';
import { useNow } from '@/lib/now';
import { QueryFailed } from '@/lib/query-failed';
import { dayWords } from '@/lib/time-words';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { List } from '@/ui/list';
import { Section } from '@/ui/section';
import { Page } from '@/ui/shell/page';
import { SkeletonList } from '@/ui/skeleton';
import { ActivityRow } from './activity-row';

const PAGE_SIZE = 50;

/** What was done on this host, by whom and when. */
export function ActivityPage() {
  return (
    <Page title="Activity">
      <ActivityContent />
    </Page>
  );
}

function ActivityContent() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const nowMs = useNow(60_000);
  const items = useInfiniteQuery({
    // Under the router's own key, so that an event refreshes it.
    queryKey: [...trpc.activity.pathKey(), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      client.activity.list.query({ limit: PAGE_SIZE, ...(pageParam !== null && { beforeId: pageParam }) }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => (last.length < PAGE_SIZE ? undefined : last.at(-1)?.id),
  });
  if (items.isError && !items.data) return <QueryFailed error={items.error} onRetry={items.refetch} />;
  if (!items.data) return <SkeletonList rows={8} label="Loading the activity" />;
  const all = items.data.pages.flat() as ActivityItemView[];
  if (all.length === 0) {
    return (
      <EmptyState title="Nothing has happened yet">Starts, hand-overs, log-ins and changes are kept here.</EmptyState>
    );
  }
  return (
    <>
      {byDay(all, nowMs).map(({ day, ofDay }) => (
        <Section key={day} title={day}>
          <List label={day}>
            {ofDay.map((item) => (
              <ActivityRow key={item.id} item={item} />
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

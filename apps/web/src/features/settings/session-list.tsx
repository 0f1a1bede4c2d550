'use client';
import type { SessionView } from '@baton/api/views';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Monitor, Smartphone } from 'lucide-react';
import { useTRPC } from '@/lib/agent';
import { useNow } from '@/lib/now';
import { wordsOf } from '@/lib/problem';
import { QueryFailed } from '@/lib/query-failed';
import { momentWords } from '@/lib/time-words';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Icon } from '@/ui/icon';
import { List, ListRow } from '@/ui/list';
import { Note } from '@/ui/note';
import { SkeletonList } from '@/ui/skeleton';
import { browserWords, isPhone } from './browser-words';

/** Every browser that is logged in, this one first; each other one can be logged out from here. */
export function SessionList() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const nowMs = useNow(60_000);
  const sessions = useQuery(trpc.session.list.queryOptions());
  const revoke = useMutation(
    trpc.session.revoke.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.session.list.queryKey() }),
    }),
  );
  if (sessions.isError) return <QueryFailed error={sessions.error} onRetry={sessions.refetch} />;
  if (!sessions.data) return <SkeletonList rows={2} label="Loading the sessions" />;
  return (
    <>
      <List label="Sessions">
        {sessions.data.toSorted(currentFirst).map((session) => (
          <ListRow
            key={session.id}
            wrap
            leading={<Icon as={isPhone(session.userAgent) ? Smartphone : Monitor} className="text-ink-2" />}
            name={browserWords(session.userAgent)}
            sub={
              <>
                <span className="mono">{session.address}</span>, since {momentWords(session.createdAt, nowMs)}
                {!session.current && `, last seen ${momentWords(session.lastSeenAt, nowMs)}`}
              </>
            }
            trailing={
              session.current ? (
                <Chip>This browser</Chip>
              ) : (
                <Button
                  busy={revoke.isPending && revoke.variables.sessionId === session.id}
                  onClick={() => revoke.mutate({ sessionId: session.id })}
                >
                  Log out<span className="sr-only"> {browserWords(session.userAgent)}</span>
                </Button>
              )
            }
          />
        ))}
      </List>
      {revoke.error && (
        <Note tone="bad" role="alert" title={wordsOf(revoke.error).title}>
          {wordsOf(revoke.error).what} {wordsOf(revoke.error).next}
        </Note>
      )}
    </>
  );
}

function currentFirst(a: SessionView, b: SessionView): number {
  return Number(b.current) - Number(a.current) || b.lastSeenAt - a.lastSeenAt;
}

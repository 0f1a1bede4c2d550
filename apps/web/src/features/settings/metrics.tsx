'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { wordsOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Code } from '@/ui/code';
import { Note } from '@/ui/note';

/** The door for Prometheus: closed, or open for whoever has its token, which is shown once. */
export function Metrics() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const forbidden = useAllowed('host.configure');
  const state = useQuery(trpc.telemetry.metrics.view.queryOptions());
  const onSuccess = () => queries.invalidateQueries(trpc.telemetry.metrics.view.queryFilter());
  const opening = useMutation(trpc.telemetry.metrics.open.mutationOptions({ onSuccess }));
  const closing = useMutation(trpc.telemetry.metrics.close.mutationOptions({ onSuccess }));
  const open = state.data?.open === true;
  const failed = opening.error ?? closing.error;
  const busy = opening.isPending || closing.isPending;
  const close = () => {
    opening.reset();
    closing.mutate();
  };
  return (
    <Card className="grid gap-3">
      <p className="text-small text-ink-2">
        {open
          ? 'Open: /metrics answers to whoever shows its token.'
          : 'Closed. Opened, /metrics tells Prometheus what the host, the GPU and the machines use.'}
      </p>
      {open && opening.data && (
        <>
          <Code text={opening.data.token} copyLabel="Copy the token" />
          <p className="text-small text-ink-2">This token is not shown again. Send it as a bearer token.</p>
        </>
      )}
      <span className="flex flex-wrap gap-2">
        <Button reason={forbidden} disabled={busy || !state.data} onClick={() => opening.mutate()}>
          {open ? 'Make a new token' : 'Open'}
        </Button>
        {open && (
          <Button reason={forbidden} disabled={busy} onClick={close}>
            Close
          </Button>
        )}
      </span>
      {failed && (
        <Note tone="bad" title={wordsOf(failed).title}>
          {wordsOf(failed).what}
        </Note>
      )}
    </Card>
  );
}

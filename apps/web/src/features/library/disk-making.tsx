'use client';
import type { Operation } from '@baton/model/operation/operation';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { OperationSteps } from '@/features/gpu/operation-steps';
import { ProblemNote } from '@/features/machine/problem-note';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { useNow } from '@/lib/now';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Section } from '@/ui/section';

/** A disk that could not be made is news for this long. */
const NEWS_MS = 600_000;

/** Disks that are being made, whoever asked for them. Leaving the page does not stop it. */
export function DiskMaking() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const nowMs = useNow(60_000);
  const operations = useQuery(trpc.operation.list.queryOptions({ limit: 20 }));
  const made = (operations.data ?? []).filter(({ kind }) => kind === 'create-disk');
  const running = made.filter(({ state }) => state === 'running' || state === 'undoing');
  const failed = made.filter(({ state, endedAt }) => state === 'failed' && nowMs - (endedAt ?? 0) < NEWS_MS);
  const before = useRef(running.length);
  useEffect(() => {
    // What was made shows in the list.
    if (running.length < before.current) void queries.invalidateQueries({ queryKey: trpc.storage.list.queryKey() });
    before.current = running.length;
  }, [running.length, queries, trpc]);
  const shown = [...running, ...failed.slice(0, 1)];
  if (shown.length === 0) return null;
  return (
    <Section title="Disks being made">
      {shown.map((operation) => (
        <Making key={operation.id} operation={operation as Operation} />
      ))}
    </Section>
  );
}

function Making({ operation }: { operation: Operation }) {
  const trpc = useTRPC();
  const forbidden = useAllowed('storage.edit');
  const cancel = useMutation(trpc.storage.cancelCreate.mutationOptions());
  if (operation.problem) return <ProblemNote problem={operation.problem} />;
  return (
    <Card className="grid gap-3">
      <div className="flex items-center justify-between gap-3">
        <b className="min-w-0 truncate font-semibold">{operation.subject.name}</b>
        {!forbidden && operation.state === 'running' && (
          <Button busy={cancel.isPending} onClick={() => cancel.mutate({ operationId: operation.id })}>
            Cancel<span className="sr-only"> {operation.subject.name}</span>
          </Button>
        )}
      </div>
      <OperationSteps operation={operation} label={`Making ${operation.subject.name}`} />
      {cancel.isError && <ProblemNote error={cancel.error} />}
    </Card>
  );
}

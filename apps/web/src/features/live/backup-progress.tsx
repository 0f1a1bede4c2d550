'use client';
import { isOver, type Operation } from '@baton/model/operation/operation';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ProblemNote } from '@/features/machine/problem-note';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { useNow } from '@/lib/now';
import { momentWords } from '@/lib/time-words';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { ProgressBar } from '@/ui/progress-bar';
import { percentOf } from './percent-of';
import { useRefreshLive } from './use-refresh-live';

/** The running or last backup of a machine: how far it is, and the way to stop it. */
export function BackupProgress({ operationId }: { operationId: string }) {
  const trpc = useTRPC();
  const refresh = useRefreshLive();
  const nowMs = useNow(60_000);
  const forbidden = useAllowed('storage.edit');
  const found = useQuery(trpc.operation.get.queryOptions({ id: operationId }));
  const cancel = useMutation(trpc.machineDisk.cancelBackup.mutationOptions());
  const operation = found.data as Operation | undefined;
  const over = operation ? isOver(operation) : undefined;
  const before = useRef(over);
  useEffect(() => {
    // Another one may begin now: what the disks refuse has changed.
    if (before.current === false && over) refresh();
    before.current = over;
  }, [over, refresh]);
  if (!operation) return null;
  if (operation.problem) return <ProblemNote problem={operation.problem} />;
  const step = operation.steps.find(({ state }) => state === 'running') ?? operation.steps.at(-1);
  if (over) {
    return (
      <p role="status" className="text-small text-ink-2">
        Last backup: {operation.state === 'succeeded' ? 'done' : 'stopped'}
        {operation.endedAt !== undefined && `, ${momentWords(operation.endedAt, nowMs)}`}
        {step?.detail && `. ${step.detail}`}
      </p>
    );
  }
  return (
    <Card className="grid gap-3">
      <div className="flex items-center justify-between gap-3">
        <div className="min-w-0">
          <b className="block font-semibold">Backup under way</b>
          <span className="block text-small wrap-anywhere text-ink-2">{step?.detail ?? 'It begins.'}</span>
        </div>
        {!forbidden && (
          <Button busy={cancel.isPending} onClick={() => cancel.mutate({ operationId })}>
            Cancel<span className="sr-only"> the backup</span>
          </Button>
        )}
      </div>
      <ProgressBar label="Backup" done={percentOf(step?.detail)} total={100} />
      {cancel.isError && <ProblemNote error={cancel.error} />}
    </Card>
  );
}

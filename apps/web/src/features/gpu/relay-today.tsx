'use client';
import type { GpuView } from '@baton/api/views';
import { describe } from '@baton/model/describe';
import type { Holder } from '@baton/model/operation/operation';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/lib/agent';
import { useNow } from '@/lib/now';
import { wordsOf } from '@/lib/problem';
import { dayStart } from '@/lib/time-words';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Note } from '@/ui/note';
import { RelayChart, type RelayLane } from '@/ui/relay-chart';
import { Skeleton } from '@/ui/skeleton';
import { runnerName } from './gpu-words';
import { stopId } from './rail-state';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LANES_MAX = 8;
const OPERATIONS = { limit: 50, gpu: true };

/** Who held the GPU today, or on the last `days`: one lane per runner that had it or wants it. */
export function RelayToday({ gpu, days = 1 }: { gpu: GpuView; days?: number }) {
  const trpc = useTRPC();
  const nowMs = useNow(MINUTE_MS);
  const today = dayStart(nowMs);
  const fromMs = dayStart(today - (days - 1) * DAY_MS);
  const history = useQuery(trpc.gpu.history.queryOptions({ fromMs }));
  const operations = useQuery(trpc.operation.list.queryOptions(OPERATIONS));
  if (history.isError) {
    return (
      <Note
        tone="bad"
        title={wordsOf(history.error).title}
        action={<Button onClick={() => void history.refetch()}>Try again</Button>}
      >
        {wordsOf(history.error).what}
      </Note>
    );
  }
  if (!history.data) return <Skeleton className="h-48 w-full rounded-card" />;

  const failures = (operations.data ?? []).flatMap(({ state, handover, problem, endedAt = 0 }) =>
    (state === 'failed' || state === 'undone') && handover && endedAt >= fromMs
      ? [{ laneId: stopId(handover.to), atMs: endedAt, reason: problem ? describe(problem).title : 'no reason known' }]
      : [],
  );
  const lanes = lanesOf(
    gpu,
    history.data.map(({ holder }) => holder),
  );
  return (
    <Card className="pt-1.5">
      <RelayChart
        lanes={lanes}
        spans={history.data.map(({ holder, from, to }) => ({ laneId: stopId(holder), fromMs: from, toMs: to }))}
        failures={failures.filter(({ laneId }) => lanes.some(({ id }) => id === laneId))}
        fromMs={fromMs}
        toMs={today + DAY_MS}
        nowMs={nowMs}
      />
    </Card>
  );
}

/** Host, the machines that had it today, then those that want it while there is room, Nobody if it was so, Off. */
function lanesOf(gpu: GpuView, holders: readonly Holder[]): RelayLane[] {
  const machines = new Map<string, string>();
  for (const holder of holders) if (holder.kind === 'machine') machines.set(holder.id, holder.name);
  for (const { id, name } of gpu.wantedBy) if (machines.size < LANES_MAX) machines.set(id, name);
  const nobody = holders.some(({ kind }) => kind === 'nobody');
  const off = gpu.canPowerOff || holders.some(({ kind }) => kind === 'off');
  return [
    { id: 'host', label: runnerName({ kind: 'host' }) },
    ...[...machines].map(([id, label]) => ({ id, label })),
    ...(nobody ? [{ id: 'nobody', label: 'Nobody', off: true }] : []),
    ...(off ? [{ id: 'off', label: 'Off', off: true }] : []),
  ];
}

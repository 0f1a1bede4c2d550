'use client';
import type { MachineView } from '@baton/api/views';
import { isOver, type Operation } from '@baton/model/operation/operation';
import { useQuery } from '@tanstack/react-query';
import { CircleSlash, ListChecks } from 'lucide-react';
import { useMemo } from 'react';
import { hasChoices, isAboutGpu } from '@/features/start/about-gpu';
import { useStartMachine } from '@/features/start/start-machine';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Section, SectionLink } from '@/ui/section';
import { SkeletonCard } from '@/ui/skeleton';
import { machineHref } from './machine-tab';
import { OperationTimeline } from './operation-timeline';
import { ProblemNote } from './problem-note';

/** A run has a start, a return, and at most some recoveries. */
const RUN_OPERATIONS_MAX = 20;

/** What was done for this run, live: the start's steps and, after it stopped, the GPU's way back, as one timeline. */
export function RunTimeline({ machine }: { machine: MachineView }) {
  const trpc = useTRPC();
  const { runId, operationId, state } = machine;
  const byRun = useQuery({
    ...trpc.operation.list.queryOptions({ limit: RUN_OPERATIONS_MAX, runId: runId ?? '' }),
    enabled: runId !== null,
  });
  const latest = useQuery({
    ...trpc.operation.get.queryOptions({ id: operationId ?? '' }),
    enabled: operationId !== null,
  });
  const operations = useMemo(() => merge(byRun.data ?? [], latest.data), [byRun.data, latest.data]);
  if (runId === null && operationId === null) {
    return (
      <EmptyState title="Not started yet">
        Each step of a start, and of the GPU’s way back, will be listed here with its time.
      </EmptyState>
    );
  }
  const loading = operations.length === 0 && (byRun.isFetching || latest.isFetching);
  return (
    <Section
      title={state.kind === 'stopped' ? 'Last run' : 'This run'}
      action={<SectionLink href={machineHref(machine.id, 'history')}>History</SectionLink>}
    >
      {loading && <SkeletonCard className="h-56" label="Loading the steps" />}
      {byRun.isError && operations.length === 0 && (
        <ProblemNote error={byRun.error} onRetry={() => void byRun.refetch()} />
      )}
      {operations.length > 0 && <OperationTimeline operations={operations} />}
      {state.kind === 'stopped' && <WaysOn machine={machine} operations={operations} />}
    </Section>
  );
}

/** After a start that failed over the GPU alone: what is possible instead. */
function WaysOn({ machine, operations }: { machine: MachineView; operations: readonly Operation[] }) {
  const { start, offer, busyId } = useStartMachine();
  const forbidden = useAllowed('machine.operate');
  const [last] = operations.toSorted((a, b) => b.startedAt - a.startedAt);
  const problem = last?.kind === 'start' && isOver(last) ? last.problem : undefined;
  if (!problem || !isAboutGpu(problem)) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {hasChoices(problem) && !forbidden && (
        <Button icon={ListChecks} onClick={() => offer(machine, problem)}>
          What you can do
        </Button>
      )}
      <Button
        icon={CircleSlash}
        reason={forbidden}
        busy={busyId === machine.id}
        onClick={() => start(machine, { gpu: 'without' })}
      >
        Start without the GPU
      </Button>
    </div>
  );
}

/** The operation under way may not belong to a run yet. */
function merge(ofRun: readonly Operation[], latest: Operation | undefined): readonly Operation[] {
  if (!latest || ofRun.some((operation) => operation.id === latest.id)) return ofRun;
  return isOver(latest) && ofRun.length > 0 ? ofRun : [...ofRun, latest];
}

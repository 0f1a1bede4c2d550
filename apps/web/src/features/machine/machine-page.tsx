'use client';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { lazy, Suspense } from 'react';
import { useTRPC } from '@/lib/agent';
import { problemOf } from '@/lib/problem';
import { ButtonLink } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Page } from '@/ui/shell/page';
import { SkeletonCard } from '@/ui/skeleton';
import { MachineFrame } from './machine-frame';
import { type MachineTab, machineTab } from './machine-tab';
import { OverviewTab } from './overview-tab';
import { ProblemNote } from './problem-note';
import { UnreadableMachine } from './unreadable-machine';

const ConsoleTab = lazy(() => import('@/features/console/console-tab'));
const LogsTab = lazy(() => import('@/features/logs/logs-tab'));
const HardwareTab = lazy(() => import('./hardware-tab'));
const HistoryTab = lazy(() => import('./history-tab'));

const TABS = {
  overview: OverviewTab,
  console: ConsoleTab,
  logs: LogsTab,
  hardware: HardwareTab,
  history: HistoryTab,
} satisfies Record<MachineTab, unknown>;

/** One machine: `/machine?id=…&tab=…`. */
export function MachinePage() {
  const params = useSearchParams();
  const id = params.get('id') ?? '';
  const tab = machineTab(params.get('tab'));
  const trpc = useTRPC();
  const machine = useQuery({ ...trpc.machine.view.queryOptions({ id }), enabled: id !== '' });

  if (id === '' || (machine.isError && problemOf(machine.error).code === 'machine.not-found')) return <NoSuchMachine />;
  if (!machine.data) {
    return (
      <Page kind="sub" title="Machine">
        {machine.isError ? (
          <ProblemNote error={machine.error} onRetry={() => void machine.refetch()} />
        ) : (
          <>
            <SkeletonCard label="Loading the machine" className="h-24" />
            <SkeletonCard className="h-64" />
          </>
        )}
      </Page>
    );
  }
  if (machine.data.unreadable) return <UnreadableMachine machine={machine.data} problem={machine.data.unreadable} />;
  const Tab = TABS[tab];
  return (
    <MachineFrame machine={machine.data} tab={tab}>
      <Suspense fallback={<SkeletonCard className="h-64" />}>
        <Tab key={id} machine={machine.data} />
      </Suspense>
    </MachineFrame>
  );
}

function NoSuchMachine() {
  return (
    <Page kind="sub" title="No such machine">
      <EmptyState
        title="This machine does not exist any more"
        action={
          <ButtonLink href="/" variant="solid">
            Go to Home
          </ButtonLink>
        }
      >
        It was deleted, or the link is not complete.
      </EmptyState>
    </Page>
  );
}

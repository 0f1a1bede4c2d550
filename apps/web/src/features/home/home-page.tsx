'use client';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { GpuHero } from '@/features/gpu/gpu-hero';
import { lookOf } from '@/features/gpu/gpu-words';
import { RelayToday } from '@/features/gpu/relay-today';
import { useGpu, useHandover } from '@/features/gpu/use-gpu';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { QueryFailed } from '@/lib/query-failed';
import { TelemetryProvider } from '@/lib/telemetry';
import { Section, SectionButton, SectionLink } from '@/ui/section';
import { Columns, Page, Stack } from '@/ui/shell/page';
import { SkeletonCard, SkeletonList } from '@/ui/skeleton';
import { HostVitals } from './host-vitals';
import { Looks } from './looks';
import { MachineList } from './machine-list';
import { NoGpu } from './no-gpu';

const MachineSelection = lazy(() => import('./machine-selection'));

/** Home: who holds the GPU, what needs attention, the machines, the host. */
export function HomePage() {
  return (
    <TelemetryProvider>
      <Page title="Home" kind="home">
        <HomeContent />
      </Page>
    </TelemetryProvider>
  );
}

function HomeContent() {
  const trpc = useTRPC();
  const gpu = useGpu();
  const operation = useHandover(gpu.data);
  const machines = useQuery(trpc.machine.list.queryOptions());
  const host = useQuery(trpc.host.view.queryOptions());
  const maySelect = useAllowed('machine.operate') === undefined;
  const [selecting, setSelecting] = useState(false);
  const looks = <Looks gpu={gpu.data ?? null} host={host.data ?? null} />;
  return (
    <>
      {gpu.isError ? (
        <QueryFailed error={gpu.error} onRetry={gpu.refetch} />
      ) : gpu.data === undefined ? (
        <SkeletonCard className="h-84" label="Loading the GPU" />
      ) : gpu.data === null ? (
        <NoGpu />
      ) : (
        <GpuHero gpu={gpu.data} operation={operation} machines={machines.data ?? []} />
      )}
      <Columns>
        <Stack>
          <div className="empty:hidden desk:hidden">{looks}</div>
          <Section
            title="Machines"
            action={
              <span className="flex gap-4">
                {maySelect && !selecting && (machines.data?.length ?? 0) > 1 && (
                  <SectionButton onClick={() => setSelecting(true)}>Select</SectionButton>
                )}
                <SectionLink href="/new">New machine</SectionLink>
              </span>
            }
          >
            {machines.isError ? (
              <QueryFailed error={machines.error} onRetry={machines.refetch} />
            ) : machines.data && selecting ? (
              <Suspense fallback={<SkeletonList label="Loading the machines" />}>
                <MachineSelection machines={machines.data} onDone={() => setSelecting(false)} />
              </Suspense>
            ) : machines.data ? (
              <MachineList machines={machines.data} gpuLook={gpu.data ? lookOf(gpu.data) : undefined} />
            ) : (
              <SkeletonList label="Loading the machines" />
            )}
          </Section>
        </Stack>
        <Stack>
          <div className="empty:hidden max-desk:hidden">{looks}</div>
          <Section title="Host" action={host.data?.hostname}>
            {host.isError ? (
              <QueryFailed error={host.error} onRetry={host.refetch} />
            ) : host.data ? (
              <HostVitals host={host.data} />
            ) : (
              <SkeletonList label="Loading the host" />
            )}
          </Section>
        </Stack>
      </Columns>
      {gpu.data && (
        <Section title="Who held the GPU today" action={<SectionLink href="/gpu">History</SectionLink>}>
          <RelayToday gpu={gpu.data} />
        </Section>
      )}
    </>
  );
}

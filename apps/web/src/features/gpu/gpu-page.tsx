'use client';
import { useQuery } from '@tanstack/react-query';
import { NoGpu } from '@/features/home/no-gpu';
import { UsageToolbar } from '@/features/machine/usage-toolbar';
import { useTRPC } from '@/lib/agent';
import { QueryFailed } from '@/lib/query-failed';
import { TelemetryProvider } from '@/lib/telemetry';
import { UsageWindowProvider } from '@/lib/usage-window';
import { Section } from '@/ui/section';
import { Columns, Page, Stack } from '@/ui/shell/page';
import { SkeletonCard, SkeletonList } from '@/ui/skeleton';
import { Bumblebee } from './bumblebee';
import { Evidence } from './evidence';
import { FindingList } from './finding-list';
import { FunctionList } from './function-list';
import { GpuCharts } from './gpu-charts';
import { GpuHero } from './gpu-hero';
import { headline, lookOf } from './gpu-words';
import { GroupList } from './group-list';
import { HandoverHistory } from './handover-history';
import { PowerSection } from './power-section';
import { ProcessList } from './process-list';
import { RecoverSection } from './recover-section';
import { RelayHistory } from './relay-history';
import { useGpu, useHandover, WATCH_MS } from './use-gpu';

/** GPU & devices: who has the GPU, everything it is made of, and how it changed hands. */
export function GpuPage() {
  return (
    <TelemetryProvider>
      <Page title="GPU & devices">
        <GpuContent />
      </Page>
    </TelemetryProvider>
  );
}

function GpuContent() {
  const trpc = useTRPC();
  const gpu = useGpu(WATCH_MS);
  const operation = useHandover(gpu.data);
  const machines = useQuery(trpc.machine.list.queryOptions());
  const findings = useQuery(trpc.gpu.findings.queryOptions());
  if (gpu.isError) return <QueryFailed error={gpu.error} onRetry={gpu.refetch} />;
  if (gpu.data === undefined) {
    return (
      <>
        <SkeletonCard className="h-72" label="Loading the GPU" />
        <SkeletonList label="Loading its functions" />
      </>
    );
  }
  if (gpu.data === null) {
    return (
      <>
        <NoGpu />
        <Section title="IOMMU groups">
          <GroupList />
        </Section>
      </>
    );
  }
  const look = lookOf(gpu.data);
  // Where it is needed it stands first, and open.
  const needed = look === 'attention';
  return (
    <>
      <GpuHero gpu={gpu.data} operation={operation} machines={machines.data ?? []} />
      <Columns>
        <Stack>
          {needed && <RecoverSection gpu={gpu.data} />}
          <FindingList findings={findings.data ?? []} severity="warning" />
          {gpu.data.bumblebee && <Bumblebee />}
          <Section title="Who uses it now" action={countWords(gpu.data.processes.length)}>
            <ProcessList gpu={gpu.data} />
          </Section>
          <UsageWindowProvider>
            <Section title="What it does">
              <UsageToolbar source={{ kind: 'gpu' }} fileName="gpu-usage" />
              <GpuCharts />
            </Section>
          </UsageWindowProvider>
          <RelayHistory gpu={gpu.data} />
          <Section title="Hand-overs">
            <HandoverHistory />
          </Section>
        </Stack>
        <Stack>
          <FindingList findings={findings.data ?? []} severity="info" />
          <Section title="Functions">
            <FunctionList functions={gpu.data.functions} off={gpu.data.state.kind === 'powered-off'} />
          </Section>
          <PowerSection gpu={gpu.data} />
          <Section title="IOMMU groups">
            <GroupList />
          </Section>
          {!needed && <RecoverSection gpu={gpu.data} />}
          <Evidence gpu={gpu.data} says={headline(look, gpu.data.holder, operation)} />
        </Stack>
      </Columns>
    </>
  );
}

function countWords(count: number): string {
  return count === 1 ? '1 process' : `${count} processes`;
}

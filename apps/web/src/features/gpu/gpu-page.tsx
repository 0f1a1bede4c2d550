'use client';
import { useQuery } from '@tanstack/react-query';
import { NoGpu } from '@/features/home/no-gpu';
import { useTRPC } from '@/lib/agent';
import { QueryFailed } from '@/lib/query-failed';
import { TelemetryProvider } from '@/lib/telemetry';
import { Section } from '@/ui/section';
import { Columns, Page, Stack } from '@/ui/shell/page';
import { SkeletonCard, SkeletonList } from '@/ui/skeleton';
import { FunctionList } from './function-list';
import { GpuHero } from './gpu-hero';
import { GroupList } from './group-list';
import { HandoverHistory } from './handover-history';
import { PowerFacts } from './power-facts';
import { ProcessList } from './process-list';
import { RelayToday } from './relay-today';
import { useGpu, useHandover } from './use-gpu';

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
  const gpu = useGpu();
  const operation = useHandover(gpu.data);
  const machines = useQuery(trpc.machine.list.queryOptions());
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
  return (
    <>
      <GpuHero gpu={gpu.data} operation={operation} machines={machines.data ?? []} />
      <Columns>
        <Stack>
          <Section title="Who uses it now" action={countWords(gpu.data.processes.length)}>
            <ProcessList gpu={gpu.data} />
          </Section>
          <Section title="Who held it today">
            <RelayToday gpu={gpu.data} />
          </Section>
          <Section title="Hand-overs">
            <HandoverHistory />
          </Section>
        </Stack>
        <Stack>
          <Section title="Functions">
            <FunctionList functions={gpu.data.functions} off={gpu.data.state.kind === 'powered-off'} />
          </Section>
          <Section title="Power and identity">
            <PowerFacts gpu={gpu.data} />
          </Section>
          <Section title="IOMMU groups">
            <GroupList />
          </Section>
        </Stack>
      </Columns>
    </>
  );
}

function countWords(count: number): string {
  return count === 1 ? '1 process' : `${count} processes`;
}

'use client';
import type { MachineView } from '@baton/api/views';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { SerialTail } from '@/features/logs/serial-tail';
import { useTRPC } from '@/lib/agent';
import { TelemetryProvider } from '@/lib/telemetry';
import { Note } from '@/ui/note';
import { Columns, Stack } from '@/ui/shell/page';
import { accelerationNote } from './accelerator-words';
import { FactsCard } from './facts-card';
import { LastStop } from './last-stop';
import { RunTimeline } from './run-timeline';
import { ScreenCard } from './screen-card';
import { UsageCharts } from './usage-charts';

const GuestCard = lazy(() => import('@/features/live/guest-card'));

/** How the machine is: what is being done with it, what it uses, what it shows and says. */
export function OverviewTab({ machine }: { machine: MachineView }) {
  const trpc = useTRPC();
  const profile = useQuery(trpc.profile.get.queryOptions({ id: machine.id }));
  const host = useQuery(trpc.host.view.queryOptions());
  const acceleration = accelerationNote(machine, host.data);
  const stopped = machine.state.kind === 'stopped' ? machine.state : undefined;
  return (
    <TelemetryProvider machineId={machine.id}>
      {acceleration && (
        <Note tone="plain" title={acceleration.title}>
          {acceleration.text}
        </Note>
      )}
      {profile.data?.differsFromRunning && (
        <Note tone="plain" title="Changed since it was started">
          The new settings apply at the next start.
        </Note>
      )}
      <Columns>
        <Stack>
          {stopped && <LastStop state={stopped} />}
          <RunTimeline machine={machine} />
          {!stopped && <UsageCharts machine={machine} />}
          <SerialTail machine={machine} />
        </Stack>
        <Stack>
          <ScreenCard machine={machine} />
          <Suspense fallback={null}>
            <GuestCard machine={machine} />
          </Suspense>
          <FactsCard machine={machine} profile={profile.data} host={host.data} />
        </Stack>
      </Columns>
    </TelemetryProvider>
  );
}

'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { QueryFailed } from '@/lib/query-failed';
import { ButtonLink } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Note } from '@/ui/note';
import { SkeletonCard } from '@/ui/skeleton';
import type { WizardPlace } from './place';
import { templateFor } from './template-for';
import { WizardSteps } from './wizard-steps';

/** Fetches what the steps need, once. */
export default function Wizard({ place }: { place: WizardPlace }) {
  const trpc = useTRPC();
  const forbidden = useAllowed('profile.edit');
  const templates = useQuery(trpc.profile.templates.queryOptions());
  const host = useQuery(trpc.host.view.queryOptions());
  const hardware = useQuery(trpc.host.hardware.queryOptions());
  const gpu = useQuery(trpc.gpu.view.queryOptions());
  const files = useQuery(trpc.storage.list.queryOptions());
  const machines = useQuery(trpc.machine.list.queryOptions());
  if (forbidden) return <Note tone="plain" title={forbidden} />;
  const failed = [templates, host, hardware, gpu, files, machines].find(({ isError }) => isError);
  if (failed) return <QueryFailed error={failed.error} onRetry={failed.refetch} />;
  if (!templates.data || !host.data || !hardware.data || gpu.data === undefined || !files.data || !machines.data) {
    return <SkeletonCard className="h-96" label="Looking at what this host offers" />;
  }
  const template = templateFor(place, templates.data);
  if (!template) {
    return (
      <EmptyState
        title="This template is not offered any more"
        action={<ButtonLink href="/new?door=template">See the templates</ButtonLink>}
      >
        What this host offers has changed since the link was made.
      </EmptyState>
    );
  }
  return (
    <WizardSteps
      place={place}
      template={template}
      facts={{
        host: host.data,
        hardware: hardware.data,
        gpu: gpu.data,
        files: files.data,
        names: machines.data.map(({ name }) => name),
      }}
    />
  );
}

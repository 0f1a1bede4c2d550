'use client';
import type { ProfileDraft } from '@baton/model/profile/definition';
import { useQuery } from '@tanstack/react-query';
import { AppWindow, Box, Terminal } from 'lucide-react';
import { useTRPC } from '@/lib/agent';
import { memoryWords } from '@/lib/machine-words';
import { QueryFailed } from '@/lib/query-failed';
import { BatonPill } from '@/ui/baton-pill';
import { EmptyState } from '@/ui/empty-state';
import { Icon } from '@/ui/icon';
import { List, ListRow } from '@/ui/list';
import { SkeletonList } from '@/ui/skeleton';
import { hrefOf } from './place';

/** What each is for; one that is not known here says what it brings as its notes. */
const PURPOSES: Readonly<Partial<Record<string, string>>> = {
  'windows-11': 'For work and games, with everything that its setup asks for',
  'windows-10-gaming': 'Hides that it is a machine, for older drivers and for games that look',
  'linux-desktop': 'With a screen, sound and fast virtio devices',
  'linux-server': 'Small, without a pointer or sound',
  'live-iso': 'Runs from an ISO and keeps nothing',
};

const ICONS = { windows: AppWindow, linux: Terminal, other: Box };

/** The templates, fitted to this host. */
export function TemplateList() {
  const trpc = useTRPC();
  const templates = useQuery(trpc.profile.templates.queryOptions());
  if (templates.isError) return <QueryFailed error={templates.error} onRetry={templates.refetch} />;
  if (!templates.data) return <SkeletonList label="Loading the templates" rows={4} />;
  if (templates.data.length === 0) {
    return <EmptyState title="No templates">This host offers nothing that a template needs.</EmptyState>;
  }
  return (
    <List label="Templates">
      {templates.data.map(({ id, draft }) => (
        <ListRow
          key={id}
          leading={<Icon as={ICONS[draft.guest]} />}
          name={draft.name}
          nameAfter={draft.gpu.wanted && <BatonPill kind="wants" />}
          href={hrefOf({ door: 'template', template: id, step: 'basics' })}
          sub={
            <>
              <span className="block">{PURPOSES[id] ?? draft.notes}</span>
              <span className="block">{templateLine(draft)}</span>
            </>
          }
          wrap
        />
      ))}
    </List>
  );
}

function templateLine({ memory, machine, gpu }: ProfileDraft): string {
  const { firmware } = machine;
  return [
    memoryWords(memory.sizeMiB),
    firmware.kind === 'bios' ? 'BIOS' : firmware.secureBoot ? 'UEFI with Secure Boot' : 'UEFI',
    machine.tpm && 'TPM',
    gpu.wanted && 'wants the GPU',
  ]
    .filter(Boolean)
    .join(', ');
}

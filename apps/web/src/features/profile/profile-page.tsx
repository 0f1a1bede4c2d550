'use client';
import type { ProfileView } from '@baton/api/views';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { machineHref } from '@/features/machine/machine-tab';
import { ProblemNote } from '@/features/machine/problem-note';
import { leftDraft } from '@/features/new-machine/draft-handoff';
import { useTRPC } from '@/lib/agent';
import { TelemetryProvider } from '@/lib/telemetry';
import { Page } from '@/ui/shell/page';
import { SkeletonCard } from '@/ui/skeleton';
import { copyOf, type FormValues, newMachine, valuesOf, valuesOfDraft } from './form-values';
import { ProfileEditor } from './profile-editor';

/** What the form begins with. */
type Beginning = 'new' | 'edit' | 'copy' | 'draft';

/** `/profile` makes a machine, `?id=` edits one, `?from=` begins with another one's settings, `?draft=` with what was left. */
export function ProfilePage() {
  const params = useSearchParams();
  const id = params.get('id');
  const from = params.get('from');
  const source = id ?? from;
  const beginning: Beginning = id ? 'edit' : from ? 'copy' : params.has('draft') ? 'draft' : 'new';
  const trpc = useTRPC();
  const profile = useQuery({ ...trpc.profile.get.queryOptions({ id: source ?? '' }), enabled: source !== null });
  const machine = useQuery({ ...trpc.machine.view.queryOptions({ id: id ?? '' }), enabled: id !== null });
  const storage = useQuery(trpc.storage.list.queryOptions());
  const name = profile.data?.definition.name;
  const failed = (source !== null && profile.isError && profile) || (storage.isError && storage);
  const ready = storage.data && (source === null || profile.data);
  return (
    <Page
      kind="sub"
      title={id ? (name ?? 'Machine') : 'New machine'}
      aside={id ? 'hardware' : from && name ? `from ${name}` : undefined}
      backHref={id ? machineHref(id, 'hardware') : '/'}
    >
      {failed ? (
        <ProblemNote error={failed.error} onRetry={() => void failed.refetch()} />
      ) : ready ? (
        <TelemetryProvider>
          <OpenedProfile
            key={`${beginning} ${source}`}
            beginning={beginning}
            profile={profile.data}
            machine={machine.data}
            files={storage.data ?? []}
            reload={async () => (await profile.refetch()).data}
          />
        </TelemetryProvider>
      ) : (
        <>
          <SkeletonCard className="h-28" label="Loading the profile" />
          <SkeletonCard className="h-64" />
        </>
      )}
    </Page>
  );
}

interface OpenedProfileProps extends Pick<React.ComponentProps<typeof ProfileEditor>, 'machine' | 'files'> {
  beginning: Beginning;
  profile: ProfileView | undefined;
  reload: () => Promise<ProfileView | undefined>;
}

/** Edits what was stored when it was opened: a change by somebody else must be told, not slipped under the form. */
function OpenedProfile({ beginning, profile, reload, ...rest }: OpenedProfileProps) {
  const trpc = useTRPC();
  const [opened, setOpened] = useState(() => ({ profile, initial: beginningValues(beginning, profile) }));
  const host = useQuery(trpc.host.view.queryOptions());
  const hardware = useQuery(trpc.host.hardware.queryOptions());
  const capabilities = useQuery(trpc.host.capabilities.queryOptions());
  const roms = useQuery(trpc.rom.list.queryOptions());
  const reopen = (stored: ProfileView | undefined) =>
    stored && setOpened({ profile: stored, initial: beginningValues(beginning, stored) });
  return (
    <ProfileEditor
      {...rest}
      key={opened.profile?.revision}
      profile={beginning === 'edit' ? (opened.profile ?? null) : null}
      initial={opened.initial}
      host={host.data}
      hardware={hardware.data}
      can={capabilities.data}
      roms={roms.data ?? []}
      onReload={() => void reload().then(reopen)}
    />
  );
}

function beginningValues(beginning: Beginning, profile: ProfileView | undefined): FormValues {
  if (beginning === 'draft') {
    const left = leftDraft();
    return left ? valuesOfDraft(left) : newMachine();
  }
  if (!profile) return newMachine();
  return beginning === 'edit' ? valuesOf(profile.definition) : copyOf(profile.definition);
}

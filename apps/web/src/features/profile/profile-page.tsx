'use client';
import type { ProfileView } from '@baton/api/views';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useMemo, useState } from 'react';
import { machineHref } from '@/features/machine/machine-tab';
import { ProblemNote } from '@/features/machine/problem-note';
import { useTRPC } from '@/lib/agent';
import { TelemetryProvider } from '@/lib/telemetry';
import { Page } from '@/ui/shell/page';
import { SkeletonCard } from '@/ui/skeleton';
import { copyOf, NEW_MACHINE, valuesOf } from './form-values';
import { ProfileEditor } from './profile-editor';

/** `/profile` makes a machine, `?id=` edits one, `?from=` begins with another one's settings. */
export function ProfilePage() {
  const params = useSearchParams();
  const id = params.get('id');
  const from = params.get('from');
  const source = id ?? from;
  const trpc = useTRPC();
  const profile = useQuery({ ...trpc.profile.get.queryOptions({ id: source ?? '' }), enabled: source !== null });
  const machine = useQuery({ ...trpc.machine.view.queryOptions({ id: id ?? '' }), enabled: id !== null });
  const storage = useQuery(trpc.storage.list.queryOptions());
  const host = useQuery(trpc.host.view.queryOptions());
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
            key={source ?? 'new'}
            editing={id !== null}
            profile={profile.data}
            machine={machine.data}
            files={storage.data ?? []}
            host={host.data}
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

type EditorProps = React.ComponentProps<typeof ProfileEditor>;

interface OpenedProfileProps extends Pick<EditorProps, 'machine' | 'files' | 'host'> {
  editing: boolean;
  profile: ProfileView | undefined;
  reload: () => Promise<ProfileView | undefined>;
}

/** Edits what was stored when it was opened: a change by somebody else must be told, not slipped under the form. */
function OpenedProfile({ editing, profile, reload, ...rest }: OpenedProfileProps) {
  const [opened, setOpened] = useState(profile);
  const [listed] = useState(() => new Set(rest.files.map((file) => file.path)));
  const initial = useMemo(() => {
    if (!opened) return NEW_MACHINE;
    return editing ? valuesOf(opened.definition, listed) : copyOf(opened.definition, listed);
  }, [opened, editing, listed]);
  return (
    <ProfileEditor
      {...rest}
      key={opened?.revision}
      profile={editing ? (opened ?? null) : null}
      initial={initial}
      onReload={() => void reload().then((stored) => stored && setOpened(stored))}
    />
  );
}

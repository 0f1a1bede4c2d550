'use client';
import type { ProfileView } from '@baton/api/views';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ProblemNote } from '@/features/machine/problem-note';
import { useTRPC, useTRPCClient } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { useNow } from '@/lib/now';
import { List } from '@/ui/list';
import { Note } from '@/ui/note';
import { notify } from '@/ui/notify';
import { Sheet } from '@/ui/sheet';
import { SkeletonList } from '@/ui/skeleton';
import { VersionRow } from './version-row';

interface VersionsSheetProps {
  profile: Pick<ProfileView, 'id' | 'revision'>;
  open: boolean;
  onClose: () => void;
  /** Changes in the form would be lost. */
  unsaved: boolean;
  onRestored: () => void;
}

/** What the profile was at each of its changes, and the way back. */
export default function VersionsSheet({ profile, open, onClose, unsaved, onRestored }: VersionsSheetProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const nowMs = useNow(60_000);
  const forbidden = useAllowed('profile.edit');
  const versions = useQuery({ ...trpc.profile.versions.queryOptions({ id: profile.id }), enabled: open });
  const restore = useMutation({
    mutationFn: (revision: number) => client.profile.restore.mutate({ id: profile.id, revision }),
    onSuccess: (_, revision) => {
      notify({ title: `Version ${revision} is back`, detail: 'The one before it is kept as well.' });
      onRestored();
    },
  });
  const [present] = versions.data ?? [];
  return (
    <Sheet
      wide
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title="Versions"
      description="Each saved change is kept. Restoring one makes it the newest."
      closeLabel="Close"
    >
      {unsaved && (
        <Note tone="plain" title="You have changes that are not saved">
          Restoring a version drops them.
        </Note>
      )}
      {restore.isError && <ProblemNote error={restore.error} />}
      {versions.isError && <ProblemNote error={versions.error} onRetry={() => void versions.refetch()} />}
      {versions.isPending && <SkeletonList label="Loading the versions" />}
      {present && (
        <List label="Versions">
          {versions.data?.map((version, index) => (
            <VersionRow
              key={version.revision}
              version={version}
              earlier={versions.data[index + 1]}
              present={present}
              nowMs={nowMs}
              restoring={restore.isPending && restore.variables === version.revision}
              refused={forbidden}
              onRestore={() => restore.mutate(version.revision)}
            />
          ))}
        </List>
      )}
    </Sheet>
  );
}

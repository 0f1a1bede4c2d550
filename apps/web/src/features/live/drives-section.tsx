'use client';
import type { DriveView } from '@baton/api/live/media';
import type { MachineView } from '@baton/api/views';
import { isUp } from '@baton/model/machine/state';
import { useQuery } from '@tanstack/react-query';
import { Disc3 } from 'lucide-react';
import { useState } from 'react';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { QueryFailed } from '@/lib/query-failed';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { List, ListRow } from '@/ui/list';
import { Section } from '@/ui/section';
import { SkeletonList } from '@/ui/skeleton';
import { MediumSheet } from './medium-sheet';

/** The drives of a machine that is up, and what lies in them. Nothing where it has none. */
export function DrivesSection({ machine }: { machine: MachineView }) {
  const trpc = useTRPC();
  const drives = useQuery({ ...trpc.media.drives.queryOptions({ id: machine.id }), enabled: isUp(machine.state) });
  const forbidden = useAllowed('machine.operate');
  const [asked, setAsked] = useState<DriveView>();
  if (!isUp(machine.state) || drives.data?.length === 0) return null;
  return (
    <Section title="Drives">
      {drives.isError ? (
        <QueryFailed error={drives.error} onRetry={drives.refetch} />
      ) : drives.data ? (
        <List label="Drives">
          {drives.data.map((drive) => (
            <ListRow
              key={drive.id}
              leading={<Icon as={Disc3} className="text-ink-2" />}
              name={
                <span title={drive.medium?.path}>
                  {drive.medium?.name ?? (drive.trayOpen ? 'Tray is open' : 'Empty')}
                </span>
              }
              sub={[drive.id, drive.locked && 'kept shut by the guest'].filter(Boolean).join(', ')}
              trailing={
                !forbidden && (
                  <Button onClick={() => setAsked(drive)}>
                    Change<span className="sr-only"> what is in {drive.id}</span>
                  </Button>
                )
              }
            />
          ))}
        </List>
      ) : (
        <SkeletonList rows={1} label="Loading the drives" />
      )}
      {asked && <MediumSheet machine={machine} drive={asked} onClose={() => setAsked(undefined)} />}
    </Section>
  );
}

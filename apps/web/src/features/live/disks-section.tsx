'use client';
import type { MachineDisksView, MachineDiskView } from '@baton/api/live/disks';
import type { MachineView } from '@baton/api/views';
import { useQuery } from '@tanstack/react-query';
import { Copy, Ellipsis, HardDrive, MoveUpRight } from 'lucide-react';
import { useState } from 'react';
import { sizeWords } from '@/features/machine/size-words';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { problemWords } from '@/lib/problem';
import { QueryFailed } from '@/lib/query-failed';
import { Icon } from '@/ui/icon';
import { List, ListRow } from '@/ui/list';
import { Menu } from '@/ui/menu';
import { ProgressBar } from '@/ui/progress-bar';
import { Section } from '@/ui/section';
import { SkeletonList } from '@/ui/skeleton';
import { BackUpSheet } from './back-up-sheet';
import { BackupProgress } from './backup-progress';
import { GrowDiskSheet } from './grow-disk-sheet';
import { SnapshotsSection } from './snapshots-section';

type Asked = { readonly what: 'grow' | 'back-up'; readonly disk: MachineDiskView };

/** A machine's disks: how large, how full, what can be done with them, and the states that can be gone back to. */
export function DisksSection({ machine }: { machine: MachineView }) {
  const trpc = useTRPC();
  const view = useQuery(trpc.machineDisk.view.queryOptions({ id: machine.id }));
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  if (view.isError) {
    return (
      <Section title="Disks">
        <QueryFailed error={view.error} onRetry={view.refetch} />
      </Section>
    );
  }
  if (!view.data) return <SkeletonList rows={2} label="Loading the disks" />;
  const disks = view.data as MachineDisksView;
  if (disks.disks.length === 0) return null;
  return (
    <>
      <Section title="Disks">
        <List label="Disks">
          {disks.disks.map((disk) => (
            <DiskRow key={disk.index} disk={disk} onAsk={(what) => setAsked({ what, disk })} />
          ))}
        </List>
        {disks.backupOperationId && <BackupProgress operationId={disks.backupOperationId} />}
      </Section>
      <SnapshotsSection machine={machine} view={disks} />
      {asked?.what === 'grow' && <GrowDiskSheet machine={machine} disk={asked.disk} onClose={close} />}
      {asked?.what === 'back-up' && <BackUpSheet machine={machine} disk={asked.disk} onClose={close} />}
    </>
  );
}

function DiskRow({ disk, onAsk }: { disk: MachineDiskView; onAsk: (what: Asked['what']) => void }) {
  const mayGrow = useAllowed('profile.edit');
  const mayBackUp = useAllowed('storage.edit');
  const { virtualBytes, usedBytes } = disk;
  const size = virtualBytes === null ? 'its file is not there' : sizeWords(virtualBytes);
  const used = usedBytes === null ? '' : `, ${sizeWords(usedBytes)} used`;
  return (
    <ListRow
      wrap
      leading={<Icon as={HardDrive} className="text-ink-2" />}
      name={<span title={disk.path}>{disk.name}</span>}
      sub={
        <>
          {disk.format}, {size}
          {used}
          {virtualBytes !== null && usedBytes !== null && (
            <ProgressBar className="mt-1.5" label={`How full ${disk.name} is`} done={usedBytes} total={virtualBytes} />
          )}
        </>
      }
      trailing={
        <Menu
          iconOnly
          icon={Ellipsis}
          label={`More for ${disk.name}`}
          items={[
            {
              label: 'Grow',
              icon: MoveUpRight,
              reason: mayGrow ?? sentence(disk.resizeRefusal),
              onSelect: () => onAsk('grow'),
            },
            {
              label: 'Back up',
              icon: Copy,
              reason: mayBackUp ?? sentence(disk.backupRefusal),
              onSelect: () => onAsk('back-up'),
            },
          ]}
        />
      }
    />
  );
}

function sentence(problem: MachineDiskView['resizeRefusal']): string | undefined {
  if (!problem) return undefined;
  const words = problemWords(problem);
  return `${words.what} ${words.next}`.trim();
}

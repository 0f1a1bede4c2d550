'use client';
import type { MachineDisksView, SnapshotView } from '@baton/api/live/disks';
import type { MachineView } from '@baton/api/views';
import { Ellipsis, History, Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useAllowed } from '@/lib/allowed';
import { useNow } from '@/lib/now';
import { problemWords } from '@/lib/problem';
import { momentWords } from '@/lib/time-words';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { List, ListRow } from '@/ui/list';
import { Menu } from '@/ui/menu';
import { Section } from '@/ui/section';
import { SnapshotQuestion } from './snapshot-question';
import { TakeSnapshotSheet } from './take-snapshot-sheet';

type Asked = { readonly what: 'take' } | { readonly what: 'revert' | 'remove'; readonly snapshot: SnapshotView };

/** States of all of a machine's disks that can be gone back to, the newest first. */
export function SnapshotsSection({ machine, view }: { machine: MachineView; view: MachineDisksView }) {
  const nowMs = useNow(60_000);
  const mayTake = useAllowed('machine.operate');
  const mayChange = useAllowed('profile.edit');
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const refused = view.snapshotRefusal && problemWords(view.snapshotRefusal);
  const noRevert = view.revertRefusal && problemWords(view.revertRefusal);
  return (
    <Section title="Snapshots" action="Of the disks, not of the memory">
      {view.snapshots.length > 0 && (
        <List label="Snapshots">
          {view.snapshots.map((snapshot) => (
            <ListRow
              key={snapshot.name}
              leading={<Icon as={History} className="text-ink-2" />}
              name={snapshot.name}
              sub={[momentWords(snapshot.at, nowMs), frozenWords(snapshot), disksWords(snapshot, view)]
                .filter(Boolean)
                .join(', ')}
              wrap
              trailing={
                <Menu
                  iconOnly
                  icon={Ellipsis}
                  label={`More for ${snapshot.name}`}
                  items={[
                    {
                      label: 'Go back to it',
                      icon: Undo2,
                      reason: mayChange ?? (noRevert ? `${noRevert.what} ${noRevert.next}` : undefined),
                      onSelect: () => setAsked({ what: 'revert', snapshot }),
                    },
                    {
                      label: 'Delete',
                      icon: Trash2,
                      danger: true,
                      reason: mayChange,
                      onSelect: () => setAsked({ what: 'remove', snapshot }),
                    },
                  ]}
                />
              }
            />
          ))}
        </List>
      )}
      <div>
        <Button
          reason={mayTake ?? (refused ? `${refused.what} ${refused.next}` : undefined)}
          onClick={() => setAsked({ what: 'take' })}
        >
          Take a snapshot
        </Button>
      </div>
      {asked?.what === 'take' && <TakeSnapshotSheet machine={machine} onClose={close} />}
      {asked && asked.what !== 'take' && (
        <SnapshotQuestion machine={machine} what={asked.what} snapshot={asked.snapshot} onClose={close} />
      )}
    </Section>
  );
}

function frozenWords({ frozen }: SnapshotView): string {
  if (frozen === null) return '';
  return frozen ? 'clean' : 'as after a power cut';
}

function disksWords({ disks }: SnapshotView, { disks: all }: MachineDisksView): string {
  return disks.length === all.length ? '' : `only ${disks.length} of ${all.length} disks`;
}

'use client';
import { CDROMS_MAX, DISKS_MAX } from '@baton/model/profile/storage';
import { Disc, HardDrive, Plus } from 'lucide-react';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Section, SectionLink } from '@/ui/section';
import { GroupFrame } from '../controls/field-frame';
import { ItemCard } from '../controls/item-card';
import { useEditor, useField } from '../editor';
import { NEW_DISK } from '../form-values';
import { diskName, fileOf } from '../item-words';
import { addItem, removeItem } from '../list-edits';
import { useAdded } from '../use-added';
import { BootOrder } from './boot-order';
import { CdFields } from './cd-fields';
import { DiskFields } from './disk-fields';

/** Disks, discs, and what is started from first. */
export default function StorageSection() {
  return (
    <>
      <Disks />
      <Discs />
      <BootOrder />
    </>
  );
}

function Disks() {
  const { values, change } = useEditor();
  const field = useField<unknown>('disks');
  const added = useAdded(values.disks.length);
  const add = (
    <Button
      icon={Plus}
      className="w-fit"
      reason={values.disks.length >= DISKS_MAX ? `A machine has at most ${DISKS_MAX} disks.` : undefined}
      onClick={() =>
        change((known) => addItem(known, 'disks', { ...NEW_DISK, bus: known.disks[0]?.bus ?? NEW_DISK.bus }))
      }
    >
      Add a disk
    </Button>
  );
  return (
    <Section title="Disks" action={<SectionLink href="/library">Library</SectionLink>}>
      <GroupFrame path="disks" field={field} label="">
        {values.disks.length === 0 ? (
          <EmptyState title="No disk" action={add}>
            The machine can start from a CD.
          </EmptyState>
        ) : (
          <div className="grid gap-3">
            {values.disks.map((disk, index) => (
              <ItemCard
                // biome-ignore lint/suspicious/noArrayIndexKey: a disk is its place in the list
                key={index}
                path={`disks.${index}`}
                icon={HardDrive}
                title={`Disk ${index + 1}`}
                sub={diskName(disk)}
                initiallyOpen={values.disks.length === 1 || added(index)}
                removeLabel="Take this disk off"
                onRemove={() => change((known) => removeItem(known, 'disks', index))}
              >
                <DiskFields index={index} />
              </ItemCard>
            ))}
            {add}
          </div>
        )}
      </GroupFrame>
    </Section>
  );
}

function Discs() {
  const { values, change } = useEditor();
  const field = useField<unknown>('cdroms');
  const added = useAdded(values.cdroms.length);
  const add = (
    <Button
      icon={Plus}
      className="w-fit"
      reason={values.cdroms.length >= CDROMS_MAX ? `A machine has at most ${CDROMS_MAX} CD drives.` : undefined}
      onClick={() => change((known) => addItem(known, 'cdroms', { iso: null }))}
    >
      Add a CD drive
    </Button>
  );
  return (
    <Section title="CD drives">
      <GroupFrame path="cdroms" field={field} label="">
        {values.cdroms.length === 0 ? (
          <EmptyState title="No CD drive" action={add}>
            Systems are installed from one.
          </EmptyState>
        ) : (
          <div className="grid gap-3">
            {values.cdroms.map(({ iso }, index) => (
              <ItemCard
                // biome-ignore lint/suspicious/noArrayIndexKey: a drive is its place in the list
                key={index}
                path={`cdroms.${index}`}
                icon={Disc}
                title={`CD drive ${index + 1}`}
                sub={iso === null ? 'Empty' : fileOf(iso) || 'No file yet'}
                initiallyOpen={added(index)}
                removeLabel="Take this drive off"
                onRemove={() => change((known) => removeItem(known, 'cdroms', index))}
              >
                <CdFields index={index} />
              </ItemCard>
            ))}
            {add}
          </div>
        )}
      </GroupFrame>
    </Section>
  );
}

'use client';
import type { StorageFileView } from '@baton/api/views';
import clsx from 'clsx';
import { Disc3, HardDrive, Plus, Search } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { sizeWords } from '@/features/machine/size-words';
import { useAllowed } from '@/lib/allowed';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Input } from '@/ui/input';
import { List } from '@/ui/list';
import { Section } from '@/ui/section';
import { FileRow } from './file-row';
import { PickFileButton } from './pick-file-button';
import { useUploads } from './uploads';

const CreateDiskSheet = lazy(() => import('./create-disk-sheet'));

/** More than these are looked for by name rather than by eye. */
const FILTER_FROM = 12;

const KINDS = {
  iso: {
    title: 'ISO images',
    icon: Disc3,
    accept: '.iso,.img',
    upload: 'Upload an ISO',
    none: 'No ISO images yet',
    what: 'The discs that machines start from: installers and live systems.',
  },
  disk: {
    title: 'Disks',
    icon: HardDrive,
    accept: '.qcow2,.img,.raw',
    upload: 'Upload a disk',
    none: 'No disks yet',
    what: 'The images that machines keep their data on. A new machine makes its own.',
  },
} as const;

/** The files of one kind, and the ways to more of them. */
export function FileSection({ kind, files }: { kind: 'iso' | 'disk'; files: readonly StorageFileView[] }) {
  const words = KINDS[kind];
  const forbidden = useAllowed('storage.edit');
  const { begin } = useUploads();
  const [creating, setCreating] = useState(false);
  const [wanted, setWanted] = useState('');
  const all = files.filter((file) => file.kind === kind);
  const key = wanted.trim().toLocaleLowerCase();
  const shown = all.filter(({ name }) => name.toLocaleLowerCase().includes(key));
  const ways = (
    <div className={clsx('flex flex-wrap gap-2', all.length === 0 && 'justify-center')}>
      {kind === 'disk' && !forbidden && (
        <Button icon={Plus} onClick={() => setCreating(true)}>
          Create a disk
        </Button>
      )}
      <PickFileButton accept={words.accept} reason={forbidden} onPick={(file) => begin(file, kind)}>
        {words.upload}
      </PickFileButton>
    </div>
  );
  return (
    <Section title={words.title} action={all.length > 0 && totalWords(all)}>
      {all.length === 0 ? (
        <EmptyState title={words.none} action={ways}>
          {words.what}
        </EmptyState>
      ) : (
        <>
          {ways}
          {all.length >= FILTER_FROM && (
            <Input
              type="search"
              icon={Search}
              aria-label="Find a file"
              placeholder="Find a file"
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
              end={<span aria-live="polite">{`${shown.length} of ${all.length}`}</span>}
            />
          )}
          <List label={words.title}>
            {shown.map((file) => (
              <FileRow key={file.path} file={file} icon={words.icon} />
            ))}
          </List>
        </>
      )}
      {creating && (
        <Suspense fallback={null}>
          <CreateDiskSheet open onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </Section>
  );
}

function totalWords(files: readonly StorageFileView[]): string {
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return `${files.length} ${files.length === 1 ? 'file' : 'files'}, ${sizeWords(bytes)}`;
}

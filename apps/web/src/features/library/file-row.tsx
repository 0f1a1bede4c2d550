'use client';
import type { StorageFileView } from '@baton/api/views';
import { Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { sizeWords } from '@/features/machine/size-words';
import { useAllowed } from '@/lib/allowed';
import { Chip } from '@/ui/chip';
import { Icon, type IconType } from '@/ui/icon';
import { IconButton } from '@/ui/icon-button';
import { ListRow } from '@/ui/list';

const DeleteFileSheet = lazy(() => import('./delete-file-sheet'));

/** One file: how large, whose. What a machine uses cannot be deleted. */
export function FileRow({ file, icon }: { file: StorageFileView; icon: IconType }) {
  const { name, path, sizeBytes, format, kind, usedBy } = file;
  const [asked, setAsked] = useState(false);
  const forbidden = useAllowed('storage.edit');
  return (
    <ListRow
      leading={<Icon as={icon} />}
      name={<span title={path}>{name}</span>}
      sub={[sizeWords(sizeBytes), kind === 'disk' && format].filter(Boolean).join(', ')}
      trailing={
        <>
          {usedBy && (
            <Chip className="max-w-40">
              <span className="truncate">Used by {usedBy}</span>
            </Chip>
          )}
          {!usedBy && !forbidden && (
            <IconButton icon={Trash2} label={`Delete ${name}`} onClick={() => setAsked(true)} />
          )}
          {asked && (
            <Suspense fallback={null}>
              <DeleteFileSheet file={file} open onClose={() => setAsked(false)} />
            </Suspense>
          )}
        </>
      }
    />
  );
}

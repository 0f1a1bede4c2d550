'use client';
import type { StorageFileView } from '@baton/api/views';
import { useState } from 'react';
import { sizeWords } from '@/features/machine/size-words';
import { useEditor, useField } from '../editor';

export type FileWay = 'none' | 'pick' | 'path';

/** How a file is named: not at all, from the storage folders, or by its path. A file that no folder has is shown as a path. */
export function useFileChoice(
  path: string,
  listed: readonly { path: string }[],
): readonly [FileWay, (way: FileWay) => void] {
  const field = useField<string | null>(path);
  const isListed = field.value === '' || listed.some((file) => file.path === field.value);
  const [wanted, setWanted] = useState<FileWay>(isListed ? 'pick' : 'path');
  const way =
    field.value === null ? 'none' : wanted === 'pick' && !isListed ? 'path' : wanted === 'none' ? 'pick' : wanted;
  const choose = (next: FileWay) => {
    setWanted(next);
    if (next === 'none') field.set(null);
    else field.set(next === 'pick' && !isListed ? '' : (field.value ?? ''));
  };
  return [way, choose];
}

/** The files of the storage folders; the chosen one stays in the list even when it is gone. */
export function FileOptions({ kind, current }: { kind: 'disk' | 'iso'; current: string }) {
  const { files, ownName } = useEditor();
  const offered = files.filter((file) => file.kind === kind);
  return (
    <>
      <option value="">{offered.length === 0 ? 'The storage folders have none' : 'Choose a file'}</option>
      {current !== '' && !offered.some((file) => file.path === current) && <option value={current}>{current}</option>}
      {offered.map((file) => (
        <option key={file.path} value={file.path}>
          {file.name}, {sizeWords(file.sizeBytes)}
          {usedBy(file, ownName)}
        </option>
      ))}
    </>
  );
}

function usedBy(file: StorageFileView, ownName: string | undefined): string {
  return file.kind === 'disk' && file.usedBy && file.usedBy !== ownName ? `, used by ${file.usedBy}` : '';
}

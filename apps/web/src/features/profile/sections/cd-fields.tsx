'use client';
import { Segmented } from '@/ui/segmented';
import { Select } from '@/ui/select';
import { FieldFrame } from '../controls/field-frame';
import { TextControl } from '../controls/text-control';
import { useEditor, useField } from '../editor';
import { FileOptions, useFileChoice } from './file-choice';

const WAYS = [
  { value: 'none', label: 'Empty' },
  { value: 'pick', label: 'Library' },
  { value: 'path', label: 'Path' },
] as const;

/** One CD drive: nothing, an ISO of the storage folders, or a path. */
export function CdFields({ index }: { index: number }) {
  const { files, host } = useEditor();
  const path = `cdroms.${index}.iso`;
  const field = useField<string | null>(path);
  const [way, choose] = useFileChoice(path, files);
  return (
    <>
      <Segmented full label={`Disc in CD drive ${index + 1}`} value={way} onChange={choose} options={WAYS} />
      {way === 'pick' && (
        <FieldFrame path={path} field={field}>
          <Select value={field.value ?? ''} onChange={(event) => field.set(event.target.value)}>
            <FileOptions kind="iso" current={field.value ?? ''} />
          </Select>
        </FieldFrame>
      )}
      {way === 'path' && (
        <TextControl
          path={path}
          label="Path of the ISO file"
          hint={host && `In a storage folder: ${host.storageFolders.join(', ')}`}
          mono
        />
      )}
    </>
  );
}

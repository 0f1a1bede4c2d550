'use client';
import type { StorageFileView } from '@baton/api/views';
import { sizeWords } from '@/features/machine/size-words';
import { useAllowed } from '@/lib/allowed';
import { Field } from '@/ui/field';
import { Select } from '@/ui/select';
import { ActiveUploadRow } from './active-upload-row';
import { PickFileButton } from './pick-file-button';
import { useUploads } from './uploads';

export interface DiscPickerProps {
  label: string;
  hint?: React.ReactNode;
  /** What it says where none is chosen. */
  none: string;
  files: readonly StorageFileView[];
  value: string | null;
  onChange: (path: string | null) => void;
  /** Name of the file that is being uploaded for this place. */
  coming: string | null;
  onComing: (name: string) => void;
}

/** A disc from the library, or one that is uploaded right here. Whoever uses it takes the file when it has come. */
export function DiscPicker({ label, hint, none, files, value, onChange, coming, onComing }: DiscPickerProps) {
  const { active, begin } = useUploads();
  const forbidden = useAllowed('storage.edit');
  const isos = files.filter(({ kind }) => kind === 'iso');
  const gone = value !== null && !isos.some(({ path }) => path === value);
  const upload = active.find(({ kind, name }) => kind === 'iso' && name === coming);
  return (
    <div className="grid gap-2.5">
      <Field label={label} hint={hint}>
        <Select
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
        >
          <option value="">{isos.length === 0 && !gone ? 'The library has no ISO yet' : none}</option>
          {isos.map(({ path, name, sizeBytes }) => (
            <option key={path} value={path}>
              {name}, {sizeWords(sizeBytes)}
            </option>
          ))}
          {gone && <option value={value}>{value}</option>}
        </Select>
      </Field>
      {upload && (
        <ul aria-label={`Upload for ${label}`} className="rounded-note border border-line">
          <ActiveUploadRow upload={upload} />
        </ul>
      )}
      {!upload && (
        <div>
          <PickFileButton
            accept=".iso,.img"
            reason={forbidden}
            onPick={(file) => {
              begin(file, 'iso');
              onComing(file.name);
            }}
          >
            Upload an ISO
          </PickFileButton>
        </div>
      )}
    </div>
  );
}

'use client';
import type { RomView } from '@baton/api/views';
import { romFindingWords, romWords } from '@baton/model/words/rom';
import { useId } from 'react';
import { Note } from '@/ui/note';
import { SectionLink } from '@/ui/section';
import { Segmented } from '@/ui/segmented';
import { Select } from '@/ui/select';
import { FieldFrame } from '../controls/field-frame';
import { TextControl } from '../controls/text-control';
import { useEditor, useField } from '../editor';
import { useFileChoice } from './file-choice';

const WAYS = [
  { value: 'none', label: 'None' },
  { value: 'pick', label: 'Library' },
  { value: 'path', label: 'Path' },
] as const;

/** The vBIOS that the guest sees, and what the file is. */
export function RomField() {
  const { roms } = useEditor();
  const field = useField<string | null>('gpu.romFile');
  const [way, choose] = useFileChoice('gpu.romFile', roms);
  const id = useId();
  const chosen = roms.find(({ path }) => path === field.value);
  return (
    <div className="grid gap-3">
      <div className="grid gap-1.5">
        <div id={id} className="flex items-baseline justify-between gap-3 text-small font-medium text-ink-2">
          {field.words.label}
          <SectionLink href="/library">Library</SectionLink>
        </div>
        <Segmented full label={field.words.label} value={way} onChange={choose} options={WAYS} />
      </div>
      {way === 'none' && <p className="text-small text-ink-2">{field.words.hint}</p>}
      {way === 'pick' && (
        <FieldFrame path="gpu.romFile" field={field} label="File">
          <Select value={field.value ?? ''} onChange={(event) => field.set(event.target.value)}>
            <option value="">{roms.length === 0 ? 'The storage folders have none' : 'Choose a file'}</option>
            {field.value && !chosen && <option value={field.value}>{field.value}</option>}
            {roms.map(({ path, name }) => (
              <option key={path} value={path}>
                {name}
              </option>
            ))}
          </Select>
        </FieldFrame>
      )}
      {way === 'path' && <TextControl path="gpu.romFile" label="Path of the file" mono />}
      {chosen && <RomSays rom={chosen} />}
    </div>
  );
}

/** What the file is, and what is wrong with it. */
function RomSays({ rom }: { rom: RomView }) {
  const telling = rom.report.findings.filter(({ severity }) => severity !== 'info');
  return (
    <div className="grid gap-2">
      <p className="text-small text-ink-2">{romWords(rom.report)}</p>
      {telling.map(({ code, severity }) => {
        const words = romFindingWords(code, rom.report);
        return (
          <Note key={code} tone={severity === 'error' ? 'bad' : 'warn'} title={words.title}>
            {words.what} {words.next}
          </Note>
        );
      })}
    </div>
  );
}

'use client';
import type { Disk, DraftDisk } from '@baton/model/profile/storage';
import { useState } from 'react';
import { Segmented } from '@/ui/segmented';
import { Select } from '@/ui/select';
import { ChoiceControl } from '../controls/choice-control';
import { FieldFrame, GroupFrame } from '../controls/field-frame';
import { NumberControl } from '../controls/number-control';
import { SwitchControl } from '../controls/switch-control';
import { TextControl } from '../controls/text-control';
import { useEditor, useField } from '../editor';
import { BlockDevice } from './block-device';
import { FileOptions } from './file-choice';

type Way = 'new' | 'pick' | 'path' | 'block';
const WAYS = [
  { value: 'new', label: 'New' },
  { value: 'pick', label: 'Library' },
  { value: 'path', label: 'Path' },
  { value: 'block', label: 'Device' },
] as const;
const BUS_HAS_THREAD: ReadonlySet<Disk['bus']> = new Set(['virtio', 'scsi']);

/** One disk: what it is, and how the guest sees it. */
export function DiskFields({ index }: { index: number }) {
  const { values, files } = useEditor();
  const at = `disks.${index}`;
  const source = useField<DraftDisk['source']>(`${at}.source`);
  const disk = values.disks[index];
  const isListed =
    source.value.kind === 'file' &&
    files.some(({ path }) => source.value.kind === 'file' && path === source.value.path);
  const [filed, setFiled] = useState<'pick' | 'path'>(isListed ? 'pick' : 'path');
  if (!disk) return null;
  const way: Way = source.value.kind === 'file' ? filed : source.value.kind;
  const choose = (next: Way) => {
    if (next === 'new') return source.set({ kind: 'new', sizeGiB: 20 });
    if (next === 'block') return source.set({ kind: 'block', path: '' });
    setFiled(next);
    const keeps = source.value.kind === 'file' && (next === 'path' || isListed);
    if (!keeps) source.set({ kind: 'file', path: '', format: 'qcow2' });
  };
  return (
    <>
      <GroupFrame path={`${at}.source`} field={source}>
        <Segmented full label={`Kind of disk ${index + 1}`} value={way} onChange={choose} options={WAYS} />
      </GroupFrame>
      {way === 'new' && <NumberControl path={`${at}.source.sizeGiB`} by={5} />}
      {(way === 'pick' || way === 'path') && <ImageFile at={at} pick={way === 'pick'} />}
      {way === 'block' && <BlockDevice path={`${at}.source.path`} />}
      <div className="grid gap-5 desk:grid-cols-2">
        <ChoiceControl path={`${at}.bus`} as="menu" />
        <TextControl path={`${at}.serial`} nullable mono />
      </div>
      <ChoiceControl path={`${at}.cache`} as="menu" />
      <SwitchControl path={`${at}.discard`} />
      <SwitchControl path={`${at}.readOnly`} />
      {(BUS_HAS_THREAD.has(disk.bus) || disk.iothread) && <SwitchControl path={`${at}.iothread`} />}
    </>
  );
}

function ImageFile({ at, pick }: { at: string; pick: boolean }) {
  const { files, host, set } = useEditor();
  const field = useField<string>(`${at}.source.path`);
  const take = (path: string) => {
    field.set(path);
    // What Baton knows of a file need not be chosen by hand.
    const format = files.find((file) => file.path === path.trim())?.format;
    if (format) set(`${at}.source.format`, format);
  };
  return (
    <>
      {pick ? (
        <FieldFrame path={`${at}.source.path`} field={field}>
          <Select value={field.value} onChange={(event) => take(event.target.value)}>
            <FileOptions kind="disk" current={field.value} />
          </Select>
        </FieldFrame>
      ) : (
        <TextControl
          path={`${at}.source.path`}
          label="Path of the disk image"
          hint={host && `In a storage folder: ${host.storageFolders.join(', ')}`}
          mono
        />
      )}
      <ChoiceControl path={`${at}.source.format`} as="segments" />
    </>
  );
}

'use client';
import type { StorageFileView } from '@baton/api/views';
import { Controller } from 'react-hook-form';
import { sizeWords } from '@/features/machine/size-words';
import { Card } from '@/ui/card';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Section } from '@/ui/section';
import { Segmented } from '@/ui/segmented';
import { Select } from '@/ui/select';
import type { SectionParts } from './form-parts';
import { NumberField } from './number-field';
import { hintWith } from './warning-line';

const DISKS = [
  { value: 'none', label: 'None' },
  { value: 'new', label: 'New' },
  { value: 'pick', label: 'Pick' },
  { value: 'path', label: 'Path' },
] as const;
const ISOS = [
  { value: 'none', label: 'None' },
  { value: 'pick', label: 'Pick' },
  { value: 'path', label: 'Path' },
] as const;
const FORMATS = [
  { value: 'qcow2', label: 'qcow2' },
  { value: 'raw', label: 'raw' },
] as const;
const BUSES = [
  { value: 'sata', label: 'SATA' },
  { value: 'virtio', label: 'virtio' },
] as const;

/** The one disk: none, a new image, one of the storage folders, or a path. */
export function DiskSection(parts: SectionParts) {
  const { form, messages } = parts;
  const choice = form.watch('diskChoice');
  const newDisk = messages('newDiskGiB');
  return (
    <Section title="Disk">
      <Card className="grid gap-4">
        <Controller
          name="diskChoice"
          control={form.control}
          render={({ field }) => (
            <Segmented full label="Disk" value={field.value} onChange={field.onChange} options={DISKS} />
          )}
        />
        {choice === 'none' && (
          <p className="text-small text-ink-2">The machine has no disk: it can start from an ISO.</p>
        )}
        {choice === 'new' && (
          <Controller
            name="newDiskGiB"
            control={form.control}
            render={({ field }) => (
              <Field
                label="Size of the new disk, GiB"
                error={newDisk.error}
                hint={hintWith(
                  'A qcow2 image in the storage folder. It takes space only as the guest fills it.',
                  newDisk.warning,
                )}
              >
                <NumberField
                  ref={field.ref}
                  label="Size of the new disk"
                  value={field.value}
                  onChange={field.onChange}
                  onBlur={field.onBlur}
                  step={(value, direction) => Math.max(1, Math.round(value) + direction * 5)}
                />
              </Field>
            )}
          />
        )}
        {(choice === 'pick' || choice === 'path') && <ExistingDisk {...parts} pick={choice === 'pick'} />}
      </Card>
    </Section>
  );
}

function ExistingDisk({ form, messages, files, host, ownName, pick }: SectionParts & { pick: boolean }) {
  const { error, warning } = messages('disk.path');
  const disks = files.filter((file) => file.kind === 'disk');
  // What Baton knows of a file need not be chosen by hand.
  const path = form.register('disk.path', {
    onChange: (event: { target: { value: string } }) => {
      const format = disks.find((file) => file.path === event.target.value.trim())?.format;
      if (format) form.setValue('disk.format', format, { shouldDirty: true });
    },
  });
  return (
    <>
      {pick ? (
        <Field label="Disk image" error={error} hint={hintWith(undefined, warning)}>
          <Select {...path}>
            <FileOptions files={disks} current={form.watch('disk.path')} ownName={ownName} />
          </Select>
        </Field>
      ) : (
        <Field
          label="Path of the disk image"
          error={error}
          hint={hintWith(host && `In a storage folder: ${host.storageFolders.join(', ')}`, warning)}
        >
          <Input mono {...path} autoComplete="off" spellCheck={false} autoCapitalize="off" />
        </Field>
      )}
      <div className="flex flex-wrap gap-4">
        <Labelled label="Format">
          <Controller
            name="disk.format"
            control={form.control}
            render={({ field }) => (
              <Segmented label="Format of the disk" value={field.value} onChange={field.onChange} options={FORMATS} />
            )}
          />
        </Labelled>
        <Labelled label="Attached as">
          <Controller
            name="disk.bus"
            control={form.control}
            render={({ field }) => (
              <Segmented label="Bus of the disk" value={field.value} onChange={field.onChange} options={BUSES} />
            )}
          />
        </Labelled>
      </div>
    </>
  );
}

function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <span aria-hidden className="text-small font-medium text-ink-2">
        {label}
      </span>
      {children}
    </div>
  );
}

/** The one CD: nothing, an ISO of the storage folders, or a path. */
export function IsoSection({ form, messages, files, host, ownName }: SectionParts) {
  const choice = form.watch('isoChoice');
  const { error, warning } = messages('iso');
  return (
    <Section title="ISO image">
      <Card className="grid gap-4">
        <Controller
          name="isoChoice"
          control={form.control}
          render={({ field }) => (
            <Segmented full label="ISO image" value={field.value} onChange={field.onChange} options={ISOS} />
          )}
        />
        {choice === 'pick' && (
          <Field label="ISO file" error={error} hint={hintWith(undefined, warning)}>
            <Select {...form.register('iso')}>
              <FileOptions
                files={files.filter((file) => file.kind === 'iso')}
                current={form.watch('iso')}
                ownName={ownName}
              />
            </Select>
          </Field>
        )}
        {choice === 'path' && (
          <Field
            label="Path of the ISO file"
            error={error}
            hint={hintWith(host && `In a storage folder: ${host.storageFolders.join(', ')}`, warning)}
          >
            <Input mono {...form.register('iso')} autoComplete="off" spellCheck={false} autoCapitalize="off" />
          </Field>
        )}
      </Card>
    </Section>
  );
}

interface FileOptionsProps {
  files: readonly StorageFileView[];
  current: string;
  ownName: string | undefined;
}

/** The files of the storage folders; the chosen one stays in the list even when it is gone. */
function FileOptions({ files, current, ownName }: FileOptionsProps) {
  return (
    <>
      <option value="">{files.length === 0 ? 'The storage folders have none' : 'Choose a file'}</option>
      {current !== '' && !files.some((file) => file.path === current) && <option value={current}>{current}</option>}
      {files.map((file) => (
        <option key={file.path} value={file.path}>
          {file.name}, {sizeWords(file.sizeBytes)}
          {file.usedBy && file.usedBy !== ownName && file.kind === 'disk' ? `, used by ${file.usedBy}` : ''}
        </option>
      ))}
    </>
  );
}

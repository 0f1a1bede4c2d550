'use client';
import type { HostBlockDevice } from '@baton/model/host/hardware';
import { sizeWords } from '@/features/machine/size-words';
import { Note } from '@/ui/note';
import { Select } from '@/ui/select';
import { FieldFrame } from '../controls/field-frame';
import { useEditor, useField } from '../editor';

const USED = {
  mount: 'mounted',
  swap: 'swap of the host',
  lvm: 'part of a volume group',
  raid: 'part of a RAID',
  crypt: 'encrypted and open',
  machine: 'another machine has it',
  other: 'in use',
} satisfies Record<NonNullable<HostBlockDevice['usedAs']>, string>;

/** A whole disk or partition of the host. Those that the host uses are shown with why. */
export function BlockDevice({ path }: { path: string }) {
  const { hardware } = useEditor();
  const field = useField<string>(path);
  const devices = hardware?.blockDevices ?? [];
  const chosen = devices.find((device) => device.path === field.value);
  return (
    <>
      <FieldFrame path={path} field={field} label="Device">
        <Select value={field.value} onChange={(event) => field.set(event.target.value)}>
          <option value="">{hardware && devices.length === 0 ? 'The host has none to lend' : 'Choose a device'}</option>
          {field.value !== '' && !chosen && <option value={field.value}>{field.value}</option>}
          {devices.map((device) => (
            <option key={device.path} value={device.path} disabled={device.usedAs !== null}>
              {[device.model, sizeWords(device.sizeBytes), usedWords(device)].filter(Boolean).join(', ')}
            </option>
          ))}
        </Select>
      </FieldFrame>
      {field.value !== '' && (
        <p className="-mt-3 text-small text-ink-2">
          <span className="mono wrap-anywhere">{field.value}</span>
        </p>
      )}
      <Note tone="warn" title="The guest writes to the device itself">
        What is on it now can be lost. Only names below <span className="mono">/dev/disk/by-id/</span> are used, because
        they stay the same.
      </Note>
    </>
  );
}

function usedWords({ usedAs, usedBy }: HostBlockDevice): string {
  if (usedAs === null) return '';
  return usedBy ? `${USED[usedAs]} (${usedBy})` : USED[usedAs];
}

'use client';
import type { DriveView } from '@baton/api/live/media';
import type { MachineView } from '@baton/api/views';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNote } from '@/features/machine/problem-note';
import { sizeWords } from '@/features/machine/size-words';
import { useTRPC, useTRPCClient } from '@/lib/agent';
import { problemOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { notify } from '@/ui/notify';
import { Select } from '@/ui/select';
import { Sheet } from '@/ui/sheet';
import { Switch } from '@/ui/switch';
import { useRefreshLive } from './use-refresh-live';

interface MediumSheetProps {
  machine: Pick<MachineView, 'id' | 'name'>;
  drive: DriveView;
  onClose: () => void;
}

type Wish = { readonly kind: 'insert'; readonly path: string } | { readonly kind: 'eject' };

/** Another disc from the library, or none. A tray that the guest keeps shut is opened by force only when somebody says so. */
export function MediumSheet({ machine, drive, onClose }: MediumSheetProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const refresh = useRefreshLive();
  const files = useQuery(trpc.storage.list.queryOptions());
  const isos = (files.data ?? []).filter(({ kind }) => kind === 'iso');
  const [path, setPath] = useState('');
  const [force, setForce] = useState(false);
  const change = useMutation({
    mutationFn: (wish: Wish) => {
      const place = { id: machine.id, drive: drive.id, force };
      return wish.kind === 'eject'
        ? client.media.eject.mutate(place)
        : client.media.insert.mutate({ ...place, path: wish.path });
    },
    onSuccess: (_, wish) => {
      const name = isos.find((iso) => wish.kind === 'insert' && iso.path === wish.path)?.name;
      notify({ title: wish.kind === 'eject' ? `${drive.id} is empty` : `${name ?? 'The disc'} is in ${drive.id}` });
      onClose();
    },
    onSettled: refresh,
  });
  const locked = drive.locked || (change.error !== null && problemOf(change.error).code === 'media.locked');
  const busyWith = change.isPending ? change.variables.kind : undefined;
  return (
    <Sheet
      open
      onOpenChange={(next) => !next && onClose()}
      title={`Change what is in ${drive.id}?`}
      description={drive.medium ? `${drive.medium.name} is in it now.` : 'It is empty now.'}
      footer={
        <>
          <Button
            big
            variant="solid"
            className="desk:w-full"
            busy={busyWith === 'insert'}
            reason={path === '' ? 'Choose a disc first.' : undefined}
            onClick={() => change.mutate({ kind: 'insert', path })}
          >
            Insert
          </Button>
          {drive.medium && (
            <Button
              big
              className="desk:w-full"
              busy={busyWith === 'eject'}
              onClick={() => change.mutate({ kind: 'eject' })}
            >
              Eject
            </Button>
          )}
          <Button variant="bare" onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <Field label="Disc" hint="ISOs of the library. Upload another one under Library.">
        <Select value={path} onChange={(event) => setPath(event.target.value)}>
          <option value="">{isos.length === 0 ? 'The library has no ISO yet' : 'Choose a disc'}</option>
          {isos.map((iso) => (
            <option key={iso.path} value={iso.path}>
              {iso.name}, {sizeWords(iso.sizeBytes)}
            </option>
          ))}
        </Select>
      </Field>
      {locked && (
        <Switch
          label="Open the tray by force"
          hint="The guest keeps it shut because it uses the disc. What it reads may fail."
          checked={force}
          onChange={(event) => setForce(event.target.checked)}
        />
      )}
      {change.isError && <ProblemNote error={change.error} />}
    </Sheet>
  );
}

'use client';
import type { MachineDiskView } from '@baton/api/live/disks';
import type { MachineView } from '@baton/api/views';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { ProblemNote } from '@/features/machine/problem-note';
import { useTRPC } from '@/lib/agent';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Sheet } from '@/ui/sheet';
import { Switch } from '@/ui/switch';
import { useRefreshLive } from './use-refresh-live';

interface BackUpSheetProps {
  machine: Pick<MachineView, 'id' | 'name'>;
  disk: MachineDiskView;
  onClose: () => void;
}

/** A copy of a disk into a new file of the library, while the machine goes on. */
export function BackUpSheet({ machine, disk, onClose }: BackUpSheetProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const refresh = useRefreshLive();
  const formId = useId();
  const [name, setName] = useState(() => `${machine.name}-${new Date().toISOString().slice(0, 10)}.qcow2`);
  const [freeze, setFreeze] = useState(true);
  const backUp = useMutation(
    trpc.machineDisk.backUp.mutationOptions({
      onSuccess: onClose,
      onSettled: () => {
        refresh();
        void queries.invalidateQueries({ queryKey: trpc.operation.pathKey() });
      },
    }),
  );
  const whole = name.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whole !== '') backUp.mutate({ id: machine.id, disk: disk.index, name: whole, freeze });
  };
  return (
    <Sheet
      open
      onOpenChange={(next) => !next && onClose()}
      title={`Back up ${disk.name}?`}
      description="Its bytes as they are now go to a new file of the library. The machine goes on meanwhile."
      footer={
        <>
          <Button
            big
            type="submit"
            form={formId}
            variant="solid"
            className="desk:w-full"
            busy={backUp.isPending}
            reason={whole === '' ? 'Give the file a name.' : undefined}
          >
            Back up
          </Button>
          <Button variant="bare" onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="grid gap-4">
        <Field label="Name of the file">
          <Input value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" spellCheck={false} />
        </Field>
        <FreezeSwitch checked={freeze} onChange={setFreeze} />
      </form>
      {backUp.isError && <ProblemNote error={backUp.error} />}
    </Sheet>
  );
}

/** The same question for a backup and for a snapshot. */
export function FreezeSwitch({ checked, onChange }: { checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <Switch
      label="Let the guest finish writing first"
      hint="Its agent holds the file systems still for a moment. Without the agent the copy is as after a power cut."
      checked={checked}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}

'use client';
import type { MachineView } from '@baton/api/views';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTRPC } from '@/lib/agent';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { notify } from '@/ui/notify';
import { Sheet } from '@/ui/sheet';
import { Switch } from '@/ui/switch';
import { ProblemNote } from './problem-note';

interface DeleteSheetProps {
  machine: Pick<MachineView, 'id' | 'name'>;
  /** The disk images that could go too. */
  diskPaths: readonly string[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Deleting takes the name as its proof: what is gone does not come back. */
export function DeleteSheet({ machine, diskPaths, open, onOpenChange }: DeleteSheetProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const [deleteDisk, setDeleteDisk] = useState(false);
  const remove = useMutation(
    trpc.profile.remove.mutationOptions({
      onSuccess: () => {
        notify({ title: `${machine.name} deleted`, detail: deleteDisk ? `Its ${images} too.` : undefined });
        router.replace('/');
      },
    }),
  );
  const images = diskPaths.length > 1 ? 'disk images' : 'disk image';
  const matches = typed.trim() === machine.name;
  const close = (next: boolean) => {
    if (next) return;
    setTyped('');
    setDeleteDisk(false);
    remove.reset();
    onOpenChange(false);
  };
  return (
    <Sheet
      open={open}
      onOpenChange={close}
      title={`Delete ${machine.name}?`}
      description={
        diskPaths.length > 0
          ? `Its profile and logs go; its past runs stay in Activity. The ${images} stay${diskPaths.length > 1 ? '' : 's'} unless you say so.`
          : 'Its profile and logs go; its past runs stay in Activity.'
      }
      footer={
        <>
          <Button
            big
            variant="danger"
            className="desk:w-full"
            busy={remove.isPending}
            reason={matches ? undefined : 'Type the name first.'}
            onClick={() => remove.mutate({ id: machine.id, deleteDisk })}
          >
            Delete
          </Button>
          <Button variant="bare" onClick={() => close(false)}>
            Cancel
          </Button>
        </>
      }
    >
      {diskPaths.length > 0 && (
        <Switch
          label={`Also delete the ${images}`}
          hint={<span className="mono wrap-anywhere">{diskPaths.join(', ')}</span>}
          checked={deleteDisk}
          onChange={(event) => setDeleteDisk(event.target.checked)}
        />
      )}
      <Field label={`Type ${machine.name} to confirm`}>
        <Input
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
      </Field>
      {remove.isError && <ProblemNote error={remove.error} />}
    </Sheet>
  );
}

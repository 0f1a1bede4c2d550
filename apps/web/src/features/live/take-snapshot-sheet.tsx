'use client';
import type { MachineView } from '@baton/api/views';
import { isUp } from '@baton/model/machine/state';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { ProblemNote } from '@/features/machine/problem-note';
import { useTRPC } from '@/lib/agent';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { notify } from '@/ui/notify';
import { Sheet } from '@/ui/sheet';
import { FreezeSwitch } from './back-up-sheet';
import { useRefreshLive } from './use-refresh-live';

const NAME = /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,62}$/;

/** A name, and whether the guest is asked to hold still. */
export function TakeSnapshotSheet({ machine, onClose }: { machine: MachineView; onClose: () => void }) {
  const trpc = useTRPC();
  const refresh = useRefreshLive();
  const formId = useId();
  const [name, setName] = useState('');
  const [freeze, setFreeze] = useState(true);
  const [tried, setTried] = useState(false);
  const take = useMutation(
    trpc.machineDisk.takeSnapshot.mutationOptions({
      onSuccess: () => {
        notify({ title: `${name.trim()} taken` });
        onClose();
      },
      onSettled: refresh,
    }),
  );
  const good = NAME.test(name.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (good) take.mutate({ id: machine.id, name: name.trim(), freeze: freeze && isUp(machine.state) });
  };
  return (
    <Sheet
      open
      onOpenChange={(next) => !next && onClose()}
      title={`Take a snapshot of ${machine.name}?`}
      description="Its disks as they are now, all at once. What is only in its memory is not part of it."
      footer={
        <>
          <Button big type="submit" form={formId} variant="solid" className="desk:w-full" busy={take.isPending}>
            Take it
          </Button>
          <Button variant="bare" onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="grid gap-4">
        <Field
          label="Name"
          error={
            tried && !good
              ? 'Use letters, digits, spaces, dots, hyphens and underscores, starting with a letter or a digit.'
              : undefined
          }
        >
          <Input
            value={name}
            onChange={(event) => {
              setName(event.target.value);
              take.reset();
            }}
            placeholder="before the update"
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
        {isUp(machine.state) && <FreezeSwitch checked={freeze} onChange={setFreeze} />}
      </form>
      {take.isError && <ProblemNote error={take.error} />}
    </Sheet>
  );
}

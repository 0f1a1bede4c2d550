'use client';
import type { MachineView } from '@baton/api/views';
import { machineNameSchema } from '@baton/model/machine/name';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import { useTRPC } from '@/lib/agent';
import { wordsOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { notify } from '@/ui/notify';
import { Sheet } from '@/ui/sheet';
import { machineHref } from './machine-tab';

interface DuplicateSheetProps {
  machine: Pick<MachineView, 'id' | 'name'>;
  open: boolean;
  onClose: () => void;
}

/** A copy needs a name of its own; whatever is wrong with it stands at the field. */
export function DuplicateSheet({ machine, open, onClose }: DuplicateSheetProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const formId = useId();
  const [name, setName] = useState(`${machine.name} copy`);
  const [invalid, setInvalid] = useState<string>();
  const copy = useMutation(
    trpc.profile.duplicate.mutationOptions({
      onSuccess: (made) => {
        notify({ title: `${made.definition.name} made`, detail: 'It has no disk yet: give it one under Edit.' });
        router.push(machineHref(made.id, 'hardware'));
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = machineNameSchema.safeParse(name.trim());
    setInvalid(parsed.error?.issues[0]?.message);
    if (parsed.success) copy.mutate({ id: machine.id, name: parsed.data });
  };
  const failed = copy.error ? wordsOf(copy.error) : undefined;
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => {
        if (next) return;
        copy.reset();
        setInvalid(undefined);
        onClose();
      }}
      title={`Duplicate ${machine.name}?`}
      description="The copy gets an identity of its own and no disk: two machines must not share one."
      footer={
        <>
          <Button big type="submit" form={formId} variant="solid" className="desk:w-full" busy={copy.isPending}>
            Duplicate
          </Button>
          <Button variant="bare" onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate>
        <Field label="Name of the copy" error={invalid ?? (failed && `${failed.what} ${failed.next}`)}>
          <Input
            value={name}
            onChange={(event) => {
              setName(event.target.value);
              setInvalid(undefined);
              copy.reset();
            }}
            autoComplete="off"
          />
        </Field>
      </form>
    </Sheet>
  );
}

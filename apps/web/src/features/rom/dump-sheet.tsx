'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { ProblemNote } from '@/features/machine/problem-note';
import { useTRPC } from '@/lib/agent';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { notify } from '@/ui/notify';
import { Sheet } from '@/ui/sheet';

/** Reads the card's own ROM. It is refused while anybody uses the card, and never wakes it; why stands here. */
export default function DumpSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const formId = useId();
  const [name, setName] = useState('gpu.rom');
  const dump = useMutation(
    trpc.rom.dump.mutationOptions({
      onSuccess: (rom) => {
        for (const queryKey of [trpc.storage.pathKey(), trpc.rom.pathKey()]) {
          void queries.invalidateQueries({ queryKey });
        }
        notify({ title: `${rom.name} read from the card` });
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    dump.mutate({ name: name.trim() });
  };
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title="Read the ROM from the card?"
      description="It works while the card is awake and nobody uses it. Many laptops keep the ROM in their firmware: then the card answers nothing, and Baton says so."
      footer={
        <>
          <Button
            big
            type="submit"
            form={formId}
            variant="solid"
            className="desk:w-full"
            busy={dump.isPending}
            disabled={name.trim() === ''}
          >
            Read the ROM
          </Button>
          <Button variant="bare" onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate>
        <Field label="Name of the file">
          <Input
            mono
            value={name}
            onChange={(event) => {
              setName(event.target.value);
              dump.reset();
            }}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      </form>
      {dump.isError && <ProblemNote error={dump.error} />}
    </Sheet>
  );
}

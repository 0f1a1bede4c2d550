'use client';
import type { RomView } from '@baton/api/views';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { ProblemNote } from '@/features/machine/problem-note';
import { sizeWords } from '@/features/machine/size-words';
import { useTRPC } from '@/lib/agent';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { notify } from '@/ui/notify';
import { Sheet } from '@/ui/sheet';

/** The chain of images alone, under a name of its own; the original stays. */
export default function TrimSheet({ rom, open, onClose }: { rom: RomView; open: boolean; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const formId = useId();
  const [name, setName] = useState(rom.name.replace(/(\.[^.]*)?$/, '-trimmed$1'));
  const { trim, sizeBytes } = rom.report;
  const make = useMutation(
    trpc.rom.trim.mutationOptions({
      onSuccess: (made) => {
        for (const queryKey of [trpc.storage.pathKey(), trpc.rom.pathKey()]) {
          void queries.invalidateQueries({ queryKey });
        }
        notify({ title: `${made.name} made` });
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ path: rom.path, name: name.trim() });
  };
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={`Make a trimmed copy of ${rom.name}?`}
      description={
        trim
          ? `${sizeWords(trim.to - trim.from)} of ${sizeWords(sizeBytes)} are the vBIOS. The original stays as it is.`
          : undefined
      }
      footer={
        <>
          <Button
            big
            type="submit"
            form={formId}
            variant="solid"
            className="desk:w-full"
            busy={make.isPending}
            disabled={name.trim() === ''}
          >
            Make the copy
          </Button>
          <Button variant="bare" onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate>
        <Field label="Name of the copy">
          <Input
            mono
            value={name}
            onChange={(event) => {
              setName(event.target.value);
              make.reset();
            }}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      </form>
      {make.isError && <ProblemNote error={make.error} />}
    </Sheet>
  );
}

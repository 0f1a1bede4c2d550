'use client';
import type { StorageFileView } from '@baton/api/views';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNote } from '@/features/machine/problem-note';
import { sizeWords } from '@/features/machine/size-words';
import { useTRPC } from '@/lib/agent';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { notify } from '@/ui/notify';
import { Sheet } from '@/ui/sheet';

interface DeleteFileSheetProps {
  file: Pick<StorageFileView, 'path' | 'name' | 'kind' | 'sizeBytes'>;
  open: boolean;
  onClose: () => void;
}

/** A disk is somebody's data, and takes its name as the proof. Discs and ROMs can be had again. */
export default function DeleteFileSheet({ file, open, onClose }: DeleteFileSheetProps) {
  const { path, name, kind, sizeBytes } = file;
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const remove = useMutation(
    trpc.storage.remove.mutationOptions({
      onSuccess: () => {
        for (const queryKey of [trpc.storage.pathKey(), trpc.rom.pathKey()]) {
          void queries.invalidateQueries({ queryKey });
        }
        notify({ title: `${name} deleted` });
        onClose();
      },
    }),
  );
  const proof = kind === 'disk';
  const reason = proof && typed.trim() !== name ? 'Type the name first.' : undefined;
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={`Delete ${name}?`}
      description={
        proof
          ? `${sizeWords(sizeBytes)} of data go, and do not come back.`
          : `It frees ${sizeWords(sizeBytes)}. You can upload it again.`
      }
      footer={
        <>
          <Button
            big
            variant="danger"
            className="desk:w-full"
            busy={remove.isPending}
            reason={reason}
            onClick={() => remove.mutate({ path })}
          >
            Delete
          </Button>
          <Button variant="bare" onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <p className="mono text-small wrap-anywhere text-ink-2">{path}</p>
      {proof && (
        <Field label={`Type ${name} to confirm`}>
          <Input
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
          />
        </Field>
      )}
      {remove.isError && <ProblemNote error={remove.error} />}
    </Sheet>
  );
}

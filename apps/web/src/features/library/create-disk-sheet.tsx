'use client';
import { DISK_MAX_GIB, DISK_MIN_GIB } from '@baton/model/profile/storage';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { ProblemNote } from '@/features/machine/problem-note';
import { useTRPC } from '@/lib/agent';
import { problemOf, wordsOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { RadioOptions } from '@/ui/radio-options';
import { Sheet } from '@/ui/sheet';
import { Stepper } from '@/ui/stepper';
import { Switch } from '@/ui/switch';

const FORMATS = [
  { value: 'qcow2', label: 'qcow2', hint: 'Grows as the guest fills it, and can keep snapshots' },
  { value: 'raw', label: 'raw', hint: 'The bytes as they are: a little faster' },
] as const;

/** A name, a size, a format. It is made in the background. */
export default function CreateDiskSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const formId = useId();
  const [name, setName] = useState('');
  const [sizeGiB, setSizeGiB] = useState(32);
  const [format, setFormat] = useState<'qcow2' | 'raw'>('qcow2');
  const [preallocate, setPreallocate] = useState(false);
  const [tried, setTried] = useState(false);
  const create = useMutation(
    trpc.storage.createDisk.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries({ queryKey: trpc.operation.pathKey() });
        void queries.invalidateQueries({ queryKey: trpc.storage.list.queryKey() });
        onClose();
      },
    }),
  );
  const whole = name.trim();
  const failure = create.error ? problemOf(create.error) : undefined;
  const aboutName = failure?.code === 'storage.bad-name' || failure?.code === 'storage.exists';
  const words = create.error && aboutName ? wordsOf(create.error) : undefined;
  const missing = tried && whole === '' ? 'Give the disk a name.' : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (whole !== '') create.mutate({ name: whole, sizeGiB, format, preallocate });
  };
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title="Create a disk"
      description="An empty image in the storage folder, for a machine to be given later."
      footer={
        <>
          <Button big type="submit" form={formId} variant="solid" className="desk:w-full" busy={create.isPending}>
            Create
          </Button>
          <Button variant="bare" onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="grid gap-4">
        <Field label="Name" error={missing ?? (words && `${words.what} ${words.next}`)}>
          <Input
            value={name}
            onChange={(event) => {
              setName(event.target.value);
              create.reset();
            }}
            placeholder="games"
            autoComplete="off"
            spellCheck={false}
            end={/\.\w+$/.test(whole) ? undefined : `.${format}`}
          />
        </Field>
        <Field label="Size, GiB">
          <Stepper
            label="Size of the disk"
            value={sizeGiB}
            onChange={setSizeGiB}
            min={DISK_MIN_GIB}
            max={DISK_MAX_GIB}
            step={8}
          />
        </Field>
        <RadioOptions label="Format" value={format} onChange={setFormat} options={FORMATS} />
        <Switch
          label="Take the whole space now"
          hint="Slower to make; later the machine cannot run out of space in the middle of its work."
          checked={preallocate}
          onChange={(event) => setPreallocate(event.target.checked)}
        />
      </form>
      {create.isError && !aboutName && <ProblemNote error={create.error} />}
    </Sheet>
  );
}

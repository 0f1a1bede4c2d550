'use client';
import type { MachineDiskView } from '@baton/api/live/disks';
import type { MachineView } from '@baton/api/views';
import { DISK_MAX_GIB } from '@baton/model/profile/storage';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { ProblemNote } from '@/features/machine/problem-note';
import { sizeWords } from '@/features/machine/size-words';
import { useTRPC } from '@/lib/agent';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { notify } from '@/ui/notify';
import { Sheet } from '@/ui/sheet';
import { grownBytes } from './grown-bytes';
import { useRefreshLive } from './use-refresh-live';

interface GrowDiskSheetProps {
  machine: Pick<MachineView, 'id' | 'name'>;
  disk: MachineDiskView;
  onClose: () => void;
}

/** A larger size. Smaller is refused: it would cut off what the guest wrote. */
export function GrowDiskSheet({ machine, disk, onClose }: GrowDiskSheetProps) {
  const trpc = useTRPC();
  const refresh = useRefreshLive();
  const formId = useId();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const now = disk.virtualBytes ?? 0;
  const wanted = grownBytes(typed, now, DISK_MAX_GIB);
  const grow = useMutation(
    trpc.machineDisk.resize.mutationOptions({
      onSuccess: () => {
        notify({
          title: `${disk.name} has grown`,
          detail: 'The guest still has to grow its partition and file system.',
        });
        onClose();
      },
      onSettled: refresh,
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if ('bytes' in wanted) grow.mutate({ id: machine.id, disk: disk.index, bytes: wanted.bytes });
  };
  return (
    <Sheet
      open
      onOpenChange={(next) => !next && onClose()}
      title={`Grow ${disk.name}?`}
      description={`It has ${sizeWords(now)}. It cannot be made smaller again.`}
      footer={
        <>
          <Button big type="submit" form={formId} variant="solid" className="desk:w-full" busy={grow.isPending}>
            Grow
          </Button>
          <Button variant="bare" onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate>
        <Field label="New size" error={tried && 'error' in wanted ? wanted.error : undefined}>
          <Input
            inputMode="decimal"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              grow.reset();
            }}
            autoComplete="off"
            end="GiB"
          />
        </Field>
      </form>
      {grow.isError && <ProblemNote error={grow.error} />}
    </Sheet>
  );
}

'use client';
import type { RomView } from '@baton/api/views';
import { draftOf } from '@baton/model/profile/definition';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNote } from '@/features/machine/problem-note';
import { useTRPC, useTRPCClient } from '@/lib/agent';
import { Button, ButtonLink } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { notify } from '@/ui/notify';
import { RadioOptions } from '@/ui/radio-options';
import { Sheet } from '@/ui/sheet';
import { SkeletonList } from '@/ui/skeleton';

/** Shows the ROM to a machine's guest instead of the card's own, from its next start on. */
export default function AttachSheet({ rom, open, onClose }: { rom: RomView; open: boolean; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const machines = useQuery(trpc.machine.list.queryOptions());
  const wanting = machines.data?.filter(({ wantsGpu, unreadable }) => wantsGpu && !unreadable);
  const [chosen, setChosen] = useState<string>();
  const id = chosen ?? wanting?.[0]?.id ?? '';
  const attach = useMutation({
    mutationFn: async () => {
      const { definition, revision } = await client.profile.get.query({ id });
      const draft = draftOf(definition);
      return client.profile.update.mutate({
        id,
        revision,
        draft: { ...draft, gpu: { ...draft.gpu, romFile: rom.path } },
      });
    },
    onSuccess: ({ definition, differsFromRunning }) => {
      notify({
        title: `${definition.name} shows ${rom.name} to its guest`,
        detail: differsFromRunning ? 'From its next start on.' : undefined,
      });
      onClose();
    },
  });
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={`Give ${rom.name} to a machine?`}
      description="Its guest then sees this ROM instead of the card’s own, from the next start on."
      footer={
        <>
          {wanting && wanting.length > 0 && (
            <Button big variant="solid" className="desk:w-full" busy={attach.isPending} onClick={() => attach.mutate()}>
              Give it
            </Button>
          )}
          <Button variant="bare" onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      {!wanting ? (
        <SkeletonList label="Loading the machines" />
      ) : wanting.length === 0 ? (
        <EmptyState title="No machine wants the GPU" action={<ButtonLink href="/new">New machine</ButtonLink>}>
          A ROM is for machines that the GPU is lent to.
        </EmptyState>
      ) : (
        <RadioOptions
          label="Machine"
          labelHidden
          value={id}
          onChange={setChosen}
          options={wanting.map((machine) => ({
            value: machine.id,
            label: machine.name,
            hint: rom.usedBy.includes(machine.name) ? 'Shows it already' : undefined,
          }))}
        />
      )}
      {attach.isError && <ProblemNote error={attach.error} onRetry={() => attach.mutate()} />}
    </Sheet>
  );
}

'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '@/lib/agent';
import { notify } from '@/ui/notify';
import { NameFileSheet } from './name-file-sheet';

/** Reads the card's own ROM. It is refused while anybody uses the card, and never wakes it; why stands here. */
export default function DumpSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
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
  return (
    <NameFileSheet
      open={open}
      onClose={onClose}
      title="Read the ROM from the card?"
      description="It works while the card is awake and nobody uses it. Many laptops keep the ROM in their firmware: then the card answers nothing, and Baton says so."
      label="Name of the file"
      verb="Read the ROM"
      firstName="gpu.rom"
      work={{ ...dump, start: (name) => dump.mutate({ name }) }}
    />
  );
}

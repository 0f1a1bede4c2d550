'use client';
import type { RomView } from '@baton/api/views';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { sizeWords } from '@/features/machine/size-words';
import { useTRPC } from '@/lib/agent';
import { notify } from '@/ui/notify';
import { NameFileSheet } from './name-file-sheet';

/** The chain of images alone, under a name of its own; the original stays. */
export default function TrimSheet({ rom, open, onClose }: { rom: RomView; open: boolean; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
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
  return (
    <NameFileSheet
      open={open}
      onClose={onClose}
      title={`Make a trimmed copy of ${rom.name}?`}
      description={
        trim
          ? `${sizeWords(trim.to - trim.from)} of ${sizeWords(sizeBytes)} are the vBIOS. The original stays as it is.`
          : undefined
      }
      label="Name of the copy"
      verb="Make the copy"
      firstName={rom.name.replace(/(\.[^.]*)?$/, '-trimmed$1')}
      work={{ ...make, start: (name) => make.mutate({ path: rom.path, name }) }}
    />
  );
}

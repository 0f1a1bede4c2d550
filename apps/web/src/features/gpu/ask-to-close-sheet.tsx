'use client';
import type { GpuProcess } from '@baton/model/handover/gpu-state';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '@/lib/agent';
import { wordsOf } from '@/lib/problem';
import { shortCommand } from '@/lib/short-command';
import { Button } from '@/ui/button';
import { Note } from '@/ui/note';
import { Sheet } from '@/ui/sheet';
import { sentences } from './gpu-words';

interface AskToCloseSheetProps {
  process: GpuProcess;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onAsked: () => void;
}

/** “Ask blender to close?” One process, by name; it is asked, never killed. */
export default function AskToCloseSheet({ process, open, onOpenChange, onAsked }: AskToCloseSheetProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { pid, startTicks, user } = process;
  const ask = useMutation(trpc.gpu.askToClose.mutationOptions());
  const close = (next: boolean) => {
    ask.reset();
    onOpenChange(next);
  };
  const press = () =>
    ask.mutate(
      { pid, startTicks },
      {
        onSuccess: () => {
          onAsked();
          close(false);
        },
        // It may be gone already: then the list is what is wrong.
        onSettled: () => queries.invalidateQueries({ queryKey: trpc.gpu.view.queryKey() }),
      },
    );
  return (
    <Sheet
      open={open}
      onOpenChange={close}
      title={`Ask ${shortCommand(process.command)} to close?`}
      description="Baton sends it SIGTERM: it can save first. Unsaved work may be lost."
      footer={
        <>
          <Button big variant="solid" className="desk:w-full" busy={ask.isPending} onClick={press}>
            Ask to close
          </Button>
          <Button variant="bare" onClick={() => close(false)}>
            Cancel
          </Button>
        </>
      }
    >
      <p className="text-small text-ink-2">
        Process {pid} of user {user}: <span className="mono wrap-anywhere">{process.command}</span>
      </p>
      {ask.error && (
        <Note tone="bad" role="alert" title={wordsOf(ask.error).title}>
          {sentences(wordsOf(ask.error))}
        </Note>
      )}
    </Sheet>
  );
}

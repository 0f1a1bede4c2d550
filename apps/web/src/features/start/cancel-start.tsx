'use client';
import type { MachineView } from '@baton/api/views';
import { useMutation } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { wordsOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { notify } from '@/ui/notify';

interface CancelStartProps {
  machine: Pick<MachineView, 'id' | 'name'>;
  /** Where it stands beside other buttons with icons. */
  withIcon?: boolean;
}

/** Ends a start that waits for the GPU. Nothing was changed yet, so that nothing is asked. */
export function CancelStart({ machine, withIcon }: CancelStartProps) {
  const trpc = useTRPC();
  const forbidden = useAllowed('machine.operate');
  const cancel = useMutation(
    trpc.machine.cancelStart.mutationOptions({
      onError: (error) => {
        const words = wordsOf(error);
        notify({ tone: 'bad', title: words.title, detail: `${words.what} ${words.next}` });
      },
    }),
  );
  return (
    <Button
      icon={withIcon ? X : undefined}
      busy={cancel.isPending}
      disabled={forbidden !== undefined}
      onClick={() => cancel.mutate({ id: machine.id })}
    >
      Cancel<span className="sr-only"> the start of {machine.name}</span>
    </Button>
  );
}

'use client';
import type { RecoveryKind } from '@baton/api/views';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/lib/agent';
import { wordsOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Note } from '@/ui/note';
import { Sheet } from '@/ui/sheet';
import { sentences } from './gpu-words';
import { PlanNotes, PlanSteps } from './plan';
import { RECOVERIES } from './recovery-words';

interface RecoverSheetProps {
  how: RecoveryKind;
  showsSteps: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** “Reset the GPU?” What it does, what it risks, each write it takes, and the button. */
export default function RecoverSheet({ how, showsSteps, open, onOpenChange }: RecoverSheetProps) {
  const trpc = useTRPC();
  const [stepsOpen, setStepsOpen] = useState(showsSteps);
  const plan = useQuery({
    ...trpc.gpu.dryRun.queryOptions({ to: 'recover', how }),
    enabled: open,
    staleTime: 0,
    gcTime: 0,
  });
  const recover = useMutation(trpc.gpu.recover.mutationOptions({ onSuccess: () => onOpenChange(false) }));
  const { verb, does, risk } = RECOVERIES[how];
  const blockers = plan.data?.blockers ?? [];
  const failed = recover.error ?? plan.error;
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => {
        recover.reset();
        onOpenChange(next);
      }}
      wide={stepsOpen}
      title={how === 'reset' ? 'Reset the GPU?' : 'Remove the GPU and find it again?'}
      description={`${does} ${risk}`}
      footer={
        <>
          <Button
            big
            variant={how === 'reset' ? 'solid' : 'danger'}
            className="desk:w-full"
            busy={recover.isPending || plan.isPending}
            reason={blockers.length > 0 ? 'Not possible now, for the reason above.' : undefined}
            onClick={() => recover.mutate({ how })}
          >
            {verb}
          </Button>
          <Button variant="bare" onClick={() => onOpenChange(false)}>
            Cancel
          </Button>
        </>
      }
    >
      {!plan.error && (
        <>
          <PlanNotes plan={plan.data} blockers={blockers} stepsOpen={stepsOpen} />
          <PlanSteps plan={plan.data} stepsOpen={stepsOpen} onToggle={() => setStepsOpen(!stepsOpen)} />
        </>
      )}
      {failed && (
        <Note tone="bad" role="alert" title={wordsOf(failed).title}>
          {sentences(wordsOf(failed))}
        </Note>
      )}
    </Sheet>
  );
}

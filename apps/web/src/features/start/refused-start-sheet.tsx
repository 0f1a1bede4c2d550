'use client';
import type { Problem } from '@baton/model/problem';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ArrowRight, CircleSlash } from 'lucide-react';
import { useTRPC } from '@/lib/agent';
import { problemWords, wordsOf } from '@/lib/problem';
import { durationWords } from '@/lib/time-words';
import { BatonRail, type RailStop } from '@/ui/baton-rail';
import { Note } from '@/ui/note';
import { OptionButton } from '@/ui/option-button';
import { Sheet } from '@/ui/sheet';
import { isAboutGpu } from './about-gpu';
import { BusyGpu } from './busy-gpu';
import { type StartTarget, useStartMachine } from './start-machine';

interface RefusedStartSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  machine: StartTarget;
  problem: Problem;
}

/** A start was refused: why, and what is possible instead. */
export default function RefusedStartSheet({ open, onOpenChange, machine, problem }: RefusedStartSheetProps) {
  const trpc = useTRPC();
  const close = { onSuccess: () => onOpenChange(false) };
  const switchTo = useMutation(trpc.machine.switchTo.mutationOptions(close));
  const again = useMutation(trpc.machine.start.mutationOptions(close));
  const { start } = useStartMachine();
  const machines = useQuery(trpc.machine.list.queryOptions());

  const words = problemWords(problem);
  const held = problem.code === 'gpu.held' ? problem.facts : null;
  const holder = machines.data?.find((known) => known.id === held?.holderId);
  const failed = switchTo.error ?? again.error;
  const busy = switchTo.isPending || again.isPending;

  return (
    <Sheet
      open={open}
      onOpenChange={(next) => {
        if (!next) {
          switchTo.reset();
          again.reset();
        }
        onOpenChange(next);
      }}
      title={held ? `${machine.name} needs the GPU, which ${held.holderName} holds` : `${machine.name} did not start`}
      description={
        held ? (
          <>
            One machine can hold it at a time.
            {holder?.state.kind === 'running' &&
              ` ${holder.name} has run for ${durationWords(Date.now() - holder.state.since)}.`}
          </>
        ) : undefined
      }
      closeLabel={isAboutGpu(problem) ? 'Cancel' : 'Close'}
    >
      {held ? (
        <BatonRail stops={railOf(held, machine)} state={{ kind: 'held', at: held.holderId }} />
      ) : problem.code === 'gpu.busy' ? null : (
        <Note title={words.title}>
          {words.what} {words.next}
        </Note>
      )}
      {failed && (
        <Note tone="bad" role="alert" title={wordsOf(failed).title}>
          {wordsOf(failed).what} {wordsOf(failed).next}
        </Note>
      )}
      {isAboutGpu(problem) && (
        <div className="grid gap-2.5">
          {held && (
            <OptionButton
              accent
              icon={ArrowRight}
              verb="Switch"
              consequence={`Shut down ${held.holderName}, then start ${machine.name}`}
              busy={busy}
              onClick={() => switchTo.mutate({ id: machine.id })}
            />
          )}
          {problem.code === 'gpu.busy' && (
            <BusyGpu
              machine={machine}
              problem={problem}
              busy={busy}
              onStart={() => {
                onOpenChange(false);
                start(machine);
              }}
              onStartWhenFree={() => again.mutate({ id: machine.id, whenFree: true })}
            />
          )}
          <OptionButton
            icon={CircleSlash}
            verb="Start without the GPU"
            consequence={`${machine.name} gets an emulated display only, this time`}
            busy={busy}
            onClick={() => again.mutate({ id: machine.id, gpu: 'without' })}
          />
        </div>
      )}
    </Sheet>
  );
}

function railOf(held: { holderId: string; holderName: string }, machine: StartTarget): RailStop[] {
  return [
    { id: 'host', label: 'Host', kind: 'host' },
    { id: held.holderId, label: held.holderName, kind: 'machine' },
    { id: machine.id, label: machine.name, kind: 'machine' },
  ];
}

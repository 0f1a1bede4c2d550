'use client';
import { type Problem, problem as problemOf } from '@baton/model/problem';
import { ArrowRight, Hourglass } from 'lucide-react';
import { sentences } from '@/features/gpu/gpu-words';
import { HolderRows } from '@/features/gpu/holder-rows';
import { useGpu } from '@/features/gpu/use-gpu';
import { problemWords } from '@/lib/problem';
import { DisabledReason } from '@/ui/disabled-reason';
import { Note } from '@/ui/note';
import { OptionButton } from '@/ui/option-button';
import type { StartTarget } from './start-machine';

/** While the sheet is open somebody waits for these very processes. */
const WATCH_MS = 2000;

interface BusyGpuProps {
  machine: StartTarget;
  /** Why the start was refused. */
  problem: Extract<Problem, { code: 'gpu.busy' }>;
  busy: boolean;
  onStart: () => void;
  onStartWhenFree: () => void;
}

/** Who has the GPU open now, and the ways on: ask them to close, or let the machine wait for it. */
export function BusyGpu({ machine, problem, busy, onStart, onStartWhenFree }: BusyGpuProps) {
  const gpu = useGpu(WATCH_MS).data;
  // A hand-over stops the services by itself: they keep nobody waiting.
  const processes = (gpu?.processes ?? []).filter(({ service }) => service === null);
  const { address } = problem.facts;
  const words = problemWords(problemOf('gpu.busy', { address, processes }));
  if (processes.length === 0) {
    return (
      <>
        <p role="status" className="text-ink-2">
          Nothing has the GPU open any more.
        </p>
        <OptionButton
          accent
          icon={ArrowRight}
          verb={`Start ${machine.name}`}
          consequence="It gets the GPU now"
          busy={busy}
          onClick={onStart}
        />
      </>
    );
  }
  return (
    <>
      <Note title={words.title}>{sentences(words)}</Note>
      <HolderRows processes={processes} />
      <DisabledReason>Baton asks only whom you choose, one at a time, and never kills.</DisabledReason>
      <OptionButton
        accent
        icon={Hourglass}
        verb="Start when it is free"
        consequence={`${machine.name} waits until nothing has the GPU open, then starts with it`}
        busy={busy}
        onClick={onStartWhenFree}
      />
    </>
  );
}

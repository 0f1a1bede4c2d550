'use client';
import type { GpuView } from '@baton/api/views';
import { KEEP_WITHIN_SECONDS } from '@baton/model/handover/keep';
import { productName } from '@baton/model/pci/names';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ArrowRight, Hourglass, Power, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useStartMachine } from '@/features/start/start-machine';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { wordsOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { formatSeconds } from '@/ui/format-seconds';
import { Note } from '@/ui/note';
import { OptionButton } from '@/ui/option-button';
import { Sheet } from '@/ui/sheet';
import { Switch } from '@/ui/switch';
import { lookOf, sentences } from './gpu-words';
import { PlanNotes, PlanSteps } from './plan';
import { stopId } from './rail-state';
import { type GpuTarget, targetVerb } from './targets';

interface HandoverSheetProps {
  gpu: GpuView;
  target: GpuTarget;
  /** “Show me first”: the steps are open at once. */
  showsSteps: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const ICONS = { machine: ArrowRight, host: Undo2, off: Power };

/** What it means to send the GPU there, whether it would go, each write it takes, and the one button that does it. */
export default function HandoverSheet({ gpu, target, showsSteps, open, onOpenChange }: HandoverSheetProps) {
  const trpc = useTRPC();
  const [stepsOpen, setStepsOpen] = useState(showsSteps);
  const [askToKeep, setAskToKeep] = useState(false);
  const { start } = useStartMachine();
  const forbidden = useAllowed(
    target.to === 'machine' || gpu.holder.kind === 'machine' ? 'machine.operate' : 'gpu.move',
  );
  const here = isHere(gpu, target);
  const heldBy = gpu.holder.kind === 'machine' ? gpu.holder : null;
  // A machine lets go by being shut down: its profile then says where the GPU goes.
  const shutsDown = !here && heldBy !== null && target.to !== 'machine' ? heldBy : null;
  const hasPlan = open && !here && !shutsDown;
  const plan = useQuery({ ...trpc.gpu.dryRun.queryOptions(target), enabled: hasPlan, staleTime: 0, gcTime: 0 });
  const close = { onSuccess: () => onOpenChange(false) };
  const move = useMutation(trpc.gpu.move.mutationOptions(close));
  const switchTo = useMutation(trpc.machine.switchTo.mutationOptions(close));

  const shutDown = useMutation(trpc.machine.shutDown.mutationOptions(close));
  const switches = target.to === 'machine' && heldBy !== null && heldBy.id !== target.machineId;
  const blockers = switches ? [] : (plan.data?.blockers ?? []);
  const failed = move.error ?? switchTo.error ?? shutDown.error;
  const verb = shutsDown ? `Shut down ${shutsDown.name}` : switches ? `Switch to ${target.name}` : targetVerb(target);

  const go = () => {
    if (shutsDown) return shutDown.mutate({ id: shutsDown.id });
    if (target.to !== 'machine') return move.mutate({ to: target.to });
    if (switches) return switchTo.mutate({ id: target.machineId });
    onOpenChange(false);
    start({ id: target.machineId, name: target.name }, { askToKeep });
  };
  const starts = target.to === 'machine' && !here && !switches ? target : null;
  const onlyBusy = blockers.length > 0 && blockers.every(({ code }) => code === 'gpu.busy');
  const startWhenFree = () => {
    if (!starts) return;
    onOpenChange(false);
    start({ id: starts.machineId, name: starts.name }, { askToKeep, whenFree: true });
  };

  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      wide={stepsOpen}
      title={here ? hereWords(target) : `${verb}?`}
      description={here ? hereLine(gpu, target) : consequence(gpu, target, switches)}
      closeLabel={here ? 'Close' : 'Cancel'}
      footer={
        here ? undefined : (
          <>
            <Button
              big
              variant={shutsDown ? 'solid' : 'accent'}
              className="desk:w-full"
              iconEnd={shutsDown ? Power : ICONS[target.to]}
              busy={move.isPending || switchTo.isPending || shutDown.isPending || (hasPlan && plan.isPending)}
              reason={forbidden ?? (blockers.length > 0 ? 'Not possible now, for the reason above.' : undefined)}
              onClick={go}
            >
              {verb}
            </Button>
            <Button variant="bare" onClick={() => onOpenChange(false)}>
              Cancel
            </Button>
          </>
        )
      }
    >
      {hasPlan && <PlanNotes plan={plan.data} blockers={blockers} stepsOpen={stepsOpen} />}
      {starts && onlyBusy && (
        <OptionButton
          icon={Hourglass}
          verb="Start when it is free"
          consequence={`${starts.name} waits until nothing has the GPU open, then starts with it`}
          reason={forbidden}
          onClick={startWhenFree}
        />
      )}
      {starts && plan.data && (blockers.length === 0 || onlyBusy) && (
        <Switch
          label="Ask me whether the screen lives"
          hint={`Without an answer within ${KEEP_WITHIN_SECONDS} s the GPU goes back.`}
          checked={askToKeep}
          onChange={(event) => setAskToKeep(event.target.checked)}
        />
      )}
      {hasPlan && <PlanSteps plan={plan.data} stepsOpen={stepsOpen} onToggle={() => setStepsOpen(!stepsOpen)} />}
      {plan.error && (
        <Note
          tone="bad"
          title={wordsOf(plan.error).title}
          action={<Button onClick={() => void plan.refetch()}>Try again</Button>}
        >
          {sentences(wordsOf(plan.error))}
        </Note>
      )}
      {failed && (
        <Note tone="bad" role="alert" title={wordsOf(failed).title}>
          {sentences(wordsOf(failed))}
        </Note>
      )}
    </Sheet>
  );
}

function isHere(gpu: GpuView, target: GpuTarget): boolean {
  if (lookOf(gpu) === 'moving') return false;
  if (lookOf(gpu) === 'off') return target.to === 'off' || (target.to === 'host' && gpu.bumblebee);
  return stopId(gpu.holder) === (target.to === 'machine' ? target.machineId : target.to);
}

function hereWords(target: GpuTarget): string {
  if (target.to === 'machine') return `${target.name} has the GPU`;
  return target.to === 'host' ? 'The host has the GPU' : 'The GPU is off';
}

function hereLine(gpu: GpuView, target: GpuTarget): string {
  if (gpu.bumblebee && target.to !== 'machine') return 'Bumblebee keeps it off until a program wants it.';
  return 'It is here already.';
}

function consequence(gpu: GpuView, target: GpuTarget, switches: boolean): string {
  const holder = gpu.holder.kind === 'machine' ? gpu.holder.name : null;
  if (target.to === 'host') {
    return holder
      ? `${holder} has the GPU. When it has stopped, the GPU goes where its profile says.`
      : `Its driver takes ${productName(gpu.name)} back, and programs of the host can use it.`;
  }
  if (target.to === 'off') {
    return holder
      ? `${holder} has the GPU. When it has stopped, the GPU can be powered off.`
      : 'It loses its driver and its power. Handing it over or returning it powers it on again.';
  }
  const lasted =
    gpu.lastHandoverMs === null ? '' : ` The last hand-over took ${formatSeconds(gpu.lastHandoverMs, false)}.`;
  if (switches) return `${holder} is shut down first, then ${target.name} starts with the GPU.`;
  return `${target.name} starts with the GPU. The host cannot use it until ${target.name} stops.${lasted}`;
}

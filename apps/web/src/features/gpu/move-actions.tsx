'use client';
import type { GpuView, MachineView } from '@baton/api/views';
import { ArrowRight, Power, Undo2 } from 'lucide-react';
import { useStartMachine } from '@/features/start/start-machine';
import { useAllowed } from '@/lib/allowed';
import { Button } from '@/ui/button';
import { formatSeconds } from '@/ui/format-seconds';
import { useHandoverSheet } from './gpu-rail';
import { type GpuTarget, offeredMoves, targetVerb } from './targets';

const ICONS = { machine: ArrowRight, host: Undo2, off: Power };

/** The card's one action in the accent, “Show me first”, and the quieter moves.  */
export function MoveActions({ gpu, machines }: { gpu: GpuView; machines: readonly MachineView[] }) {
  const { sheet, open } = useHandoverSheet(gpu);
  const { main, others } = offeredMoves(gpu, machines);
  const { start, busyId } = useStartMachine();
  const forbidden = useAllowed('machine.operate');
  // A start asks nothing, as everywhere; what takes the GPU away from somebody opens the sheet.
  const go = (target: GpuTarget) =>
    target.to === 'machine' ? start({ id: target.machineId, name: target.name }) : open(target);
  const lasted = main?.to === 'machine' && gpu.lastHandoverMs !== null ? gpu.lastHandoverMs : null;
  if (!main && others.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {main && (
        <Button
          big
          variant="accent"
          iconEnd={ICONS[main.to]}
          reason={forbidden}
          busy={main.to === 'machine' && busyId === main.machineId}
          onClick={() => go(main)}
        >
          {targetVerb(main)}
        </Button>
      )}
      {main && gpu.holder.kind !== 'machine' && (
        <Button
          variant="quiet"
          className="max-desk:flex-1 desk:min-h-11.5 desk:rounded-[11px]"
          onClick={() => open(main, true)}
        >
          Show me first
        </Button>
      )}
      {others.map((target) => (
        <Button
          key={target.to}
          variant={main ? 'bare' : 'outline'}
          className="max-desk:flex-1 desk:min-h-11.5 desk:rounded-[11px]"
          onClick={() => open(target)}
        >
          {targetVerb(target)}
        </Button>
      ))}
      {lasted !== null && (
        <span className="ml-auto text-small text-ink-2 max-desk:hidden">
          The last hand-over took {formatSeconds(lasted, false)}.
        </span>
      )}
      {sheet}
    </div>
  );
}

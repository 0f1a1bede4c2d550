'use client';
import type { GpuView, MachineView } from '@baton/api/views';
import type { Operation } from '@baton/model/operation/operation';
import { productName } from '@baton/model/pci/names';
import { useId } from 'react';
import { WaitingNote } from '@/features/start/waiting-note';
import { useNow } from '@/lib/now';
import { momentWords } from '@/lib/time-words';
import { Card } from '@/ui/card';
import { Note } from '@/ui/note';
import { GpuRail } from './gpu-rail';
import { GpuReadings } from './gpu-readings';
import { attentionOf, headline, lookOf, problemSentences, subline } from './gpu-words';
import { MoveActions } from './move-actions';
import { MovingCard } from './moving-card';
import { PowerChip } from './power-chip';
import { StepDetail } from './step-detail';

export interface GpuHeroProps {
  gpu: GpuView;
  operation: Operation | undefined;
  machines: readonly MachineView[];
}

/** The GPU card: who holds it in words, the rail, the readings, the one action. While it moves: its steps. */
export function GpuHero({ gpu, operation, machines }: GpuHeroProps) {
  const id = useId();
  const look = lookOf(gpu);
  const nowMs = useNow(30_000);
  const attention = attentionOf(gpu);
  const moving = look === 'moving' ? operation : undefined;
  return (
    <Card as="section" gpu aria-labelledby={id}>
      <div className="grid gap-x-6 gap-y-3.5 desk:grid-cols-[minmax(0,1fr)_auto] desk:items-end">
        <div className="min-w-0">
          <div className="flex items-start justify-between gap-3 desk:items-center desk:justify-start">
            <p className="min-w-0 desk:flex desk:items-center desk:gap-3">
              <b className="block truncate font-semibold desk:text-section">{productName(gpu.name)}</b>
              <span className="mono block text-ink-2">{gpu.address}</span>
            </p>
            <PowerChip gpu={gpu} />
          </div>
          <h2
            id={id}
            className="mt-3 text-owner font-semibold text-balance wrap-anywhere desk:mt-3.5 desk:text-owner-desk"
          >
            {headline(look, gpu.holder, operation)}
          </h2>
          <p className="mt-1 text-ink-2">{moving ? movingLine(moving, nowMs) : subline(gpu, look, nowMs)}</p>
        </div>
        {look === 'held' && gpu.holder.kind === 'host' && (
          <div className="max-desk:hidden">
            <GpuReadings gpu={gpu} />
          </div>
        )}
      </div>
      <GpuRail gpu={gpu} operation={operation} />
      {moving && <MovingCard operation={moving} />}
      {attention && <Attention found={attention} />}
      {!moving && !attention && (
        <div className={look === 'held' && gpu.holder.kind === 'host' ? 'desk:hidden' : undefined}>
          <GpuReadings gpu={gpu} />
        </div>
      )}
      {machines
        .filter(({ wantsGpu, state }) => wantsGpu && state.kind === 'starting')
        .map((machine) => (
          <WaitingNote key={machine.id} machine={machine} />
        ))}
      <MoveActions gpu={gpu} machines={machines} />
    </Card>
  );
}

function Attention({ found }: { found: NonNullable<ReturnType<typeof attentionOf>> }) {
  const { title, text } = problemSentences(found);
  return (
    <Note role="alert" title={title}>
      <StepDetail text={text} />
    </Note>
  );
}

/** “Step 4 of 6, asked by anna at 14:05”. */
function movingLine({ steps, requestedBy, startedAt }: Operation, nowMs: number): string {
  const at = steps.findIndex(({ state }) => state === 'running' || state === 'undoing');
  const asked = `asked by ${requestedBy} at ${momentWords(startedAt, nowMs)}`;
  return at === -1
    ? `${asked.charAt(0).toUpperCase()}${asked.slice(1)}`
    : `Step ${at + 1} of ${steps.length}, ${asked}`;
}

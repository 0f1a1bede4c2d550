'use client';
import type { GpuView } from '@baton/api/views';
import type { Operation } from '@baton/model/operation/operation';
import { lazy, Suspense, useMemo, useState } from 'react';
import { BatonRail } from '@/ui/baton-rail';
import { movingStops, railState, railStops } from './rail-state';
import type { GpuTarget } from './targets';

const HandoverSheet = lazy(() => import('./handover-sheet'));

/** The rail as display and control, and the sheet that a stop opens. */
export function GpuRail({ gpu, operation }: { gpu: GpuView; operation: Operation | undefined }) {
  const { sheet, open } = useHandoverSheet(gpu);
  const stops = useMemo(() => movingStops(railStops(gpu), operation), [gpu, operation]);
  const press = (stopId: string) => {
    const stop = stops.find(({ id }) => id === stopId);
    if (!stop || stop.kind === 'nobody') return;
    open(stop.kind === 'machine' ? { to: 'machine', machineId: stop.id, name: stop.label } : { to: stop.kind });
  };
  return (
    <>
      <BatonRail stops={stops} state={railState(gpu, operation)} onStop={press} />
      {sheet}
    </>
  );
}

/** The hand-over sheet: what it means to send the GPU somewhere, and the button that does it. Fetched when it first opens. */
export function useHandoverSheet(gpu: GpuView) {
  const [target, setTarget] = useState<GpuTarget>();
  const [showsSteps, setShowsSteps] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const open = (next: GpuTarget, withSteps = false) => {
    setTarget(next);
    setShowsSteps(withSteps);
    setOpen(true);
  };
  const sheet = target && (
    <Suspense fallback={null}>
      <HandoverSheet
        key={`${target.to}-${showsSteps}-${target.to === 'machine' ? target.machineId : ''}`}
        gpu={gpu}
        target={target}
        showsSteps={showsSteps}
        open={isOpen}
        onOpenChange={setOpen}
      />
    </Suspense>
  );
  return { sheet, open };
}

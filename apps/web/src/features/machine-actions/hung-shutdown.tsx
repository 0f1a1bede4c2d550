'use client';
import type { MachineView } from '@baton/api/views';
import { rungWords } from '@baton/model/describe';
import type { MachineState } from '@baton/model/machine/state';
import { Hourglass } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useAllowed } from '@/lib/allowed';
import { useNow } from '@/lib/now';
import { durationWords } from '@/lib/time-words';
import { Button } from '@/ui/button';
import { Note } from '@/ui/note';

const AskSheet = lazy(() => import('./ask-sheet'));

/** Tells how a shutdown goes, and offers Force off in place when the guest has not answered the shutdown for as long as the agent is patient. */
export function HungShutdown({ machine }: { machine: MachineView }) {
  const nowMs = useNow(1000);
  const forbidden = useAllowed('machine.operate');
  const [asking, setAsking] = useState(false);
  const { state } = machine;
  if (state.kind !== 'stopping' || state.how !== 'shut-down') return null;
  if (nowMs < state.patienceEndsAt) return <ShuttingDown state={state} nowMs={nowMs} />;
  return (
    <>
      <Note
        role="status"
        title={`${machine.name} has not answered for ${durationWords(nowMs - state.since)}`}
        action={
          <Button variant="danger" reason={forbidden} onClick={() => setAsking(true)}>
            Force off
          </Button>
        }
      >
        It was asked to shut down. Wait, or force it off: unsaved data may be lost.
      </Note>
      <Suspense fallback={null}>
        {asking && <AskSheet machine={machine} verb="force-off" open={asking} onOpenChange={setAsking} />}
      </Suspense>
    </>
  );
}

/** Which way is being tried, and how long Baton waits for it. The seconds are only for the eye. */
function ShuttingDown({ state, nowMs }: { state: Extract<MachineState, { kind: 'stopping' }>; nowMs: number }) {
  const next = state.nextRungAt !== undefined && nowMs < state.nextRungAt ? state.nextRungAt : undefined;
  const left = (until: number) => `${Math.max(1, Math.ceil((until - nowMs) / 1000))} s`;
  return (
    <Note tone="plain" role="status" icon={Hourglass} title={state.rung ? rungWords(state.rung) : 'Asked to shut down'}>
      <span aria-hidden className="tabular-nums">
        {next === undefined
          ? `Force off is offered in ${left(state.patienceEndsAt)}, if it has not stopped by then.`
          : `The power button is pressed in ${left(next)}, if it has not stopped by then.`}
      </span>
    </Note>
  );
}

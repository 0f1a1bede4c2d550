'use client';
import type { MachineView } from '@baton/api/views';
import { lazy, Suspense, useState } from 'react';
import { useAllowed } from '@/lib/allowed';
import { useNow } from '@/lib/now';
import { durationWords } from '@/lib/time-words';
import { Button } from '@/ui/button';
import { Note } from '@/ui/note';

const AskSheet = lazy(() => import('./ask-sheet'));

/** Offers Force off in place when the guest has not answered the shutdown for as long as the agent is patient. */
export function HungShutdown({ machine }: { machine: MachineView }) {
  const nowMs = useNow(1000);
  const forbidden = useAllowed('machine.operate');
  const [asking, setAsking] = useState(false);
  const { state } = machine;
  if (state.kind !== 'stopping' || state.how !== 'shut-down' || nowMs < state.patienceEndsAt) return null;
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

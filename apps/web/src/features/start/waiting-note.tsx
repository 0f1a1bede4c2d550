'use client';
import type { MachineView } from '@baton/api/views';
import { Hourglass } from 'lucide-react';
import { Note } from '@/ui/note';
import { CancelStart } from './cancel-start';
import { useWaiting } from './waiting';

/** On the GPU card: who gets the GPU as soon as the host lets go of it. */
export function WaitingNote({ machine }: { machine: MachineView }) {
  if (!useWaiting(machine)) return null;
  return (
    <Note
      tone="plain"
      icon={Hourglass}
      title={`${machine.name} waits until the GPU is free`}
      action={<CancelStart machine={machine} />}
    >
      It starts by itself when no process of the host has the GPU open.
    </Note>
  );
}

'use client';
import type { MachineView } from '@baton/api/views';
import { refusalWords } from '@baton/model/describe';
import { refusal } from '@baton/model/machine/actions';
import { Play } from 'lucide-react';
import { useAllowed } from '@/lib/allowed';
import { Button, type ButtonProps } from '@/ui/button';
import { useStartMachine } from './start-machine';

export interface StartButtonProps extends Pick<ButtonProps, 'variant' | 'big' | 'className'> {
  machine: Pick<MachineView, 'id' | 'name' | 'state'>;
  /** Why it cannot start for a reason outside of it: “Waits: the GPU is moving”. */
  waits?: string;
  /** In a row: the reason stands in the row's own line with this id instead of beside the button. */
  reasonId?: string;
}

/** Starts one machine. Off with its reason when the actions table or the role refuses. */
export function StartButton({ machine, waits, reasonId, ...look }: StartButtonProps) {
  const { start, busyId } = useStartMachine();
  const forbidden = useAllowed('machine.operate');
  const refused = refusal('start', machine.state);
  const reason = forbidden ?? waits ?? (refused && refusalWords(refused.verb, refused.state, machine.name));
  const off = reason && reasonId ? { disabled: true, 'aria-describedby': reasonId } : { reason };
  return (
    <Button
      {...look}
      {...off}
      icon={reasonId ? undefined : Play}
      busy={busyId === machine.id || machine.state.kind === 'starting'}
      onClick={() => start(machine)}
    >
      Start<span className="sr-only"> {machine.name}</span>
    </Button>
  );
}

'use client';
import type { MachineView } from '@baton/api/views';
import { refusalWords } from '@baton/model/describe';
import { isUp } from '@baton/model/machine/state';
import { useMutation } from '@tanstack/react-query';
import { Power, SquareTerminal, Sunrise, Zap } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTRPCClient } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { wordsOf } from '@/lib/problem';
import type { MenuItem } from '@/ui/menu';
import { notify } from '@/ui/notify';

const MonitorSheet = lazy(() => import('@/features/live/monitor-sheet'));

type Pressed = 'power-button' | 'nmi' | 'wake';

const DONE: Record<Pressed, { readonly title: string; readonly detail: string }> = {
  'power-button': { title: 'Power button pressed', detail: 'What the guest does with it is its own choice.' },
  nmi: { title: 'NMI sent', detail: 'What the guest tells of it stands in its log or on its screen.' },
  wake: { title: 'Woken', detail: 'The guest goes on where it fell asleep.' },
};

interface AdvancedItems {
  /** Before the others: what a person looks for in this state. */
  readonly first: readonly MenuItem[];
  readonly items: readonly MenuItem[];
  readonly sheet: ReactNode;
}

/** What is asked of the board that the guest runs on, and of QEMU itself. Nothing of it changes Baton's own state. */
export function useAdvancedItems(machine: MachineView): AdvancedItems {
  const client = useTRPCClient();
  const forbidden = useAllowed('machine.operate');
  const noMonitor = useAllowed('machine.monitor');
  const [monitor, setMonitor] = useState(false);
  const { state } = machine;
  const press = useMutation({
    mutationFn: (what: Pressed) => {
      const input = { id: machine.id };
      if (what === 'nmi') return client.guest.nmi.mutate(input);
      return what === 'wake' ? client.guest.wake.mutate(input) : client.guest.powerButton.mutate(input);
    },
    onSuccess: (_, what) => notify(DONE[what]),
    onError: (error) => {
      const words = wordsOf(error);
      notify({ tone: 'bad', title: words.title, detail: `${words.what} ${words.next}` });
    },
  });
  const suspended = state.kind === 'paused' && state.reason === 'suspended';
  const stopping = state.kind === 'stopping';
  const reason =
    forbidden ?? (state.kind === 'running' || stopping ? undefined : refusalWords('pause', state.kind, machine.name));
  const wake: MenuItem = { label: 'Wake', icon: Sunrise, reason: forbidden, onSelect: () => press.mutate('wake') };
  const board: readonly MenuItem[] = [
    { label: 'Press the power button', icon: Power, reason, onSelect: () => press.mutate('power-button') },
    { label: 'Send NMI', icon: Zap, reason, onSelect: () => press.mutate('nmi') },
  ];
  const console: readonly MenuItem[] = noMonitor
    ? []
    : [{ label: 'QEMU monitor', icon: SquareTerminal, onSelect: () => setMonitor(true) }];
  const all = isUp(state) && state.kind !== 'starting' ? [...board, ...console] : [];
  return {
    first: suspended ? [wake] : [],
    items: all.map((item, index) => (index === 0 ? { ...item, heading: 'Advanced' } : item)),
    sheet: monitor && (
      <Suspense fallback={null}>
        <MonitorSheet machine={machine} onClose={() => setMonitor(false)} />
      </Suspense>
    ),
  };
}

import type { GpuView, MachineView } from '@baton/api/views';
import { isUp } from '@baton/model/machine/state';
import { type GpuLook, lookOf } from './gpu-words';

/** Where the GPU can be sent from the page. */
export type GpuTarget =
  | { readonly to: 'host' }
  | { readonly to: 'off' }
  | { readonly to: 'machine'; readonly machineId: string; readonly name: string };

/** The verb on the button that sends it there. */
export function targetVerb(target: GpuTarget): string {
  if (target.to === 'machine') return `Hand to ${target.name}`;
  return target.to === 'host' ? 'Return to host' : 'Power off';
}

export interface OfferedMoves {
  /** The one action of the card; null when there is nothing to do. */
  readonly main: GpuTarget | null;
  readonly others: readonly GpuTarget[];
}

/** What the card offers: one main action by who holds the GPU, and quieter ones beside it. */
export function offeredMoves(gpu: GpuView, machines: readonly MachineView[]): OfferedMoves {
  const look = lookOf(gpu);
  const host: GpuTarget = { to: 'host' };
  const off: readonly GpuTarget[] = gpu.canPowerOff ? [{ to: 'off' }] : [];
  const next = nextMachine(gpu, machines);
  if (look === 'moving' || gpu.state.kind === 'missing' || gpu.state.kind === 'wedged')
    return { main: null, others: [] };
  if (look === 'attention') return { main: host, others: [] };
  if (gpu.holder.kind === 'machine') return { main: host, others: [] };
  // Off in Bumblebee's hands it is at home: there is nothing to return it to.
  if (look === 'off' && gpu.bumblebee) return { main: next, others: [] };
  if (look === 'off') return { main: next ?? host, others: next ? [host] : [] };
  if (look === 'kept') return { main: next ?? host, others: next ? [host, ...off] : off };
  return next ? { main: next, others: off } : { main: null, others: off };
}

/** The first machine in list order that wants the GPU and could be started for it. */
function nextMachine(gpu: GpuView, machines: readonly MachineView[]): GpuTarget | null {
  const found = gpu.wantedBy.find(({ id }) => {
    const machine = machines.find((known) => known.id === id);
    return machine && !isUp(machine.state) && !machine.unreadable;
  });
  return found ? { to: 'machine', machineId: found.id, name: found.name } : null;
}

/** Why a machine that wants the GPU has to wait, or undefined. */
export function waitWords(look: GpuLook | undefined): string | undefined {
  if (look === 'moving') return 'Waits: the GPU is moving';
  if (look === 'attention') return 'Waits: the GPU needs attention';
  return undefined;
}

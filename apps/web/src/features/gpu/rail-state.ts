import type { GpuView } from '@baton/api/views';
import { stepWords } from '@baton/model/describe';
import type { Holder, Operation } from '@baton/model/operation/operation';
import type { RailState, RailStop } from '@/ui/baton-rail';
import { lookOf, runnerName } from './gpu-words';

const HOST: RailStop = { id: 'host', label: 'Host', kind: 'host' };
const OFF: RailStop = { id: 'off', label: 'Off', kind: 'off' };
const NOBODY: RailStop = { id: 'nobody', label: 'Nobody', kind: 'nobody' };

/** The stop that a holder lies in. */
export function stopId(holder: Holder): string {
  return holder.kind === 'machine' ? holder.id : holder.kind;
}

/** Every runner that could hold the GPU: Host, the machines that want it, Off where the host can switch it off. */
export function railStops(gpu: GpuView): RailStop[] {
  const machines: RailStop[] = gpu.wantedBy.map(({ id, name }) => ({ id, label: name, kind: 'machine' }));
  const { holder } = gpu;
  if (holder.kind === 'machine' && !machines.some(({ id }) => id === holder.id)) {
    machines.push({ id: holder.id, label: holder.name, kind: 'machine' });
  }
  const nobody = lookOf(gpu) === 'kept' ? [NOBODY] : [];
  return [HOST, ...nobody, ...machines, ...(gpu.canPowerOff || lookOf(gpu) === 'off' ? [OFF] : [])];
}

/** Where the baton lies, or between whom it is on its way. */
export function railState(gpu: GpuView, operation: Operation | undefined): RailState {
  const look = lookOf(gpu);
  const at = stopId(gpu.holder);
  if (look === 'attention') return { kind: 'attention' };
  if (look === 'off') return { kind: 'off', at: 'off' };
  if (look === 'asleep') return { kind: 'asleep', at };
  if (look === 'moving' && operation?.handover) return movingState(operation, operation.handover);
  return { kind: 'held', at };
}

function movingState(operation: Operation, { from, to }: NonNullable<Operation['handover']>): RailState {
  const { steps } = operation;
  const undoing = operation.state === 'undoing';
  const running = steps.findIndex(({ state }) => state === 'running' || state === 'undoing');
  const done = steps.filter(({ state }) => state === 'done').length;
  const index = running === -1 ? Math.min(done, steps.length - 1) : running;
  const step = steps[index];
  return {
    kind: 'moving',
    from: stopId(from),
    to: stopId(to),
    step: Math.max(0, index) + 1,
    of: Math.max(1, steps.length),
    label: step ? stepWords(step.kind) : runnerName(to),
    direction: undoing ? 'undo' : 'do',
  };
}

/** The stops of a move: both ends are there even when the rail at rest would not show them. */
export function movingStops(stops: RailStop[], operation: Operation | undefined): RailStop[] {
  const ends = operation?.handover ? [operation.handover.from, operation.handover.to] : [];
  const missing = ends.filter((holder) => !stops.some(({ id }) => id === stopId(holder)));
  return [
    ...stops,
    ...missing.map(
      (holder): RailStop => ({
        id: stopId(holder),
        label: runnerName(holder),
        kind: holder.kind,
      }),
    ),
  ];
}

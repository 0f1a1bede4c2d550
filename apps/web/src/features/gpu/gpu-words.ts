import type { GpuView } from '@baton/api/views';
import { holderWords, type Words } from '@baton/model/describe';
import type { Holder, Operation } from '@baton/model/operation/operation';
import type { PciAddress } from '@baton/model/pci/address';
import { type Problem, problem } from '@baton/model/problem';
import { problemWords } from '@/lib/problem';
import { clockWords } from '@/lib/time-words';

/** How the card shows the GPU: the baton's five states, and kept aside on vfio-pci with no machine. */
export type GpuLook = 'held' | 'asleep' | 'off' | 'moving' | 'attention' | 'kept';

export function lookOf(gpu: Pick<GpuView, 'state' | 'asleep' | 'holder' | 'keepQuestion'>): GpuLook {
  // Whether it stays there is not decided yet.
  if (gpu.keepQuestion) return 'moving';
  switch (gpu.state.kind) {
    case 'transition':
      return 'moving';
    case 'missing':
    case 'partial':
    case 'wedged':
    case 'driverless':
    case 'driverless-suspended':
      return 'attention';
    case 'powered-off':
      return 'off';
    case 'vfio-idle':
      return gpu.holder.kind === 'machine' ? 'held' : 'kept';
    case 'host-suspended':
      return 'asleep';
    case 'host-idle':
    case 'host-in-use':
    case 'in-guest':
      return gpu.asleep ? 'asleep' : 'held';
  }
}

/** What needs a person, in a state that does. */
export function attentionOf(gpu: Pick<GpuView, 'state' | 'address'>): Problem | null {
  const address = gpu.address as PciAddress;
  switch (gpu.state.kind) {
    case 'wedged':
      return gpu.state.problem;
    case 'partial':
      return problem('gpu.partial', { address, drivers: gpu.state.drivers });
    case 'missing':
      return problem('gpu.missing', { address });
    case 'driverless':
    case 'driverless-suspended':
      return problem('gpu.no-host-driver', { address });
    default:
      return null;
  }
}

/** A runner by its short name, as on the rail. */
export function runnerName(holder: Holder): string {
  switch (holder.kind) {
    case 'host':
      return 'Host';
    case 'machine':
      return holder.name;
    case 'off':
      return 'Off';
    case 'nobody':
      return 'Nobody';
  }
}

/** The owner headline. */
export function headline(look: GpuLook, holder: Holder, operation: Operation | undefined): string {
  if (look === 'attention') return 'Needs attention';
  if (look === 'asleep') return 'Asleep';
  // The host has it, off, where Bumblebee runs it.
  if (look === 'off') return holderWords({ kind: 'off' });
  if (look !== 'moving') return holderWords(holder);
  const move = operation?.handover;
  if (!move) return 'Moving';
  if (operation.state === 'undoing') return `Going back to ${whereTo(move.from)}`;
  return move.to.kind === 'off' ? 'Powering off' : `Moving to ${whereTo(move.to)}`;
}

function whereTo(holder: Holder): string {
  return holder.kind === 'host' ? 'host' : runnerName(holder);
}

/** The line below the headline: since when, which driver, how many processes. */
export function subline(gpu: GpuView, look: GpuLook, nowMs: number): string {
  const recent = gpu.since !== null && nowMs - gpu.since < 24 * 3_600_000;
  const since = gpu.since === null ? '' : recent ? `since ${clockWords(gpu.since)}` : `since ${dateWords(gpu.since)}`;
  const driver = gpu.driver ? [gpu.driver, gpu.driverVersion].filter(Boolean).join(' ') : 'no driver';
  const count = gpu.processes.length;
  const parts =
    look === 'asleep'
      ? [`with the host ${since}`.trim(), driver]
      : look === 'kept'
        ? [since, 'kept on vfio-pci for the next machine']
        : look === 'off'
          ? [since, gpu.bumblebee ? 'as Bumblebee keeps it' : 'no power']
          : gpu.holder.kind === 'machine'
            ? [since, 'not visible from the host']
            : [since, driver, count === 0 ? '' : `${count} ${count === 1 ? 'process' : 'processes'}`];
  const line = parts.filter(Boolean).join(', ');
  return line.charAt(0).toUpperCase() + line.slice(1);
}

function dateWords(ms: number): string {
  return new Date(ms).toLocaleDateString(undefined, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** A problem's sentence and what to do, as one paragraph. */
export function sentences(words: Words): string {
  return `${words.what} ${words.next}`;
}

export function problemSentences(found: Problem): { title: string; text: string } {
  const words = problemWords(found);
  return { title: words.title, text: sentences(words) };
}

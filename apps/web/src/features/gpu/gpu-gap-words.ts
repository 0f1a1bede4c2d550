import { type GpuState, gpuStateOf, type Values } from '@baton/model/telemetry/channels';

/** Why a stretch of the chart is empty, short enough to stand in it. */
const GAP_WORDS: Record<GpuState, string> = {
  host: 'Its driver does not tell',
  guest: 'The guest does not tell',
  asleep: 'Asleep',
  off: 'Off',
  'in-guest': 'In a machine, which does not tell',
  'no-driver': 'No driver',
  unsupported: 'Its driver tells nothing',
  moving: 'Moving',
};

export function gpuGapWords(states: Values | undefined, index: number): string {
  const state = gpuStateOf(states?.[index] ?? null);
  return state === null ? 'Not measured' : GAP_WORDS[state];
}

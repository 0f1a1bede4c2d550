import type { GpuBlindReason, GpuReadings } from '@baton/model/telemetry/sample';
import { find } from './drivers';
import { isAsleep } from './look';
import type { LaptopState } from './state';

export type SimulatedGpuReading =
  | { readonly source: 'host'; readonly readings: GpuReadings }
  | { readonly source: 'none'; readonly reason: GpuBlindReason };

/** Why the host's tools could not measure the card now; undefined = they could, and without waking it. */
export function blindReason(state: LaptopState, groupOpen: boolean): GpuBlindReason | undefined {
  if (groupOpen) return 'in-guest';
  if (state.power.card === 'off') return 'off';
  const gpu = find(state, state.gpu);
  if (gpu?.driver === 'nouveau') return 'unsupported';
  if (gpu?.driver !== 'nvidia' || gpu.powerFailed) return 'no-driver';
  return isAsleep(state, gpu, groupOpen) ? 'asleep' : undefined;
}

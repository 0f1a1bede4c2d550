import type { GpuSample } from '../telemetry/sample';
import type { Patience, Zone } from './lasting';

const GPU_CLEAR_BELOW = 5;
const DISK_CLEAR_RATIO = 1.2;

/** A card that is hot for a moment is a card that works. Nobody watches: a reading each 10 s. */
export const GPU_PATIENCE: Patience = { raiseAfterMs: 10_000, clearAfterMs: 30_000, gapMs: 25_000 };
/** Free space changes slowly, and is read once a minute. */
export const DISK_PATIENCE: Patience = { raiseAfterMs: 0, clearAfterMs: 0, gapMs: Number.POSITIVE_INFINITY };

/** null = nobody could measure it. */
export function celsiusOf(sample: GpuSample | null): number | null {
  return !sample || sample.source === 'none' ? null : sample.readings.temperatureC;
}

/** Whether somebody far away may be told that the card is well: it was measured, or it gets no work. */
export function isKnownCool(sample: GpuSample): boolean {
  if (sample.source === 'none') return sample.reason === 'asleep' || sample.reason === 'off';
  return sample.readings.temperatureC !== null;
}

/**
 * A card that nobody can measure (asleep, off, in a guest that does not tell) is not known to be hot any more. Only while it changes
 * hands nothing is concluded.
 */
export function gpuZone(sample: GpuSample | null, limit: number): Zone {
  if (sample?.source === 'none' && sample.reason === 'moving') return 'unknown';
  const celsius = celsiusOf(sample);
  if (celsius === null) return 'under';
  if (celsius >= limit) return 'over';
  return celsius <= limit - GPU_CLEAR_BELOW ? 'under' : 'between';
}

export function diskZone(freeBytes: number | null, limitBytes: number): Zone {
  if (freeBytes === null) return 'unknown';
  if (freeBytes < limitBytes) return 'over';
  return freeBytes > limitBytes * DISK_CLEAR_RATIO ? 'under' : 'between';
}

import type { TelemetrySeries } from '@baton/model/telemetry/channels';
import type { ChartGap, ChartRange } from '@/ui/chart';

/** A machine that nobody watches is measured each ten seconds: a longer silence is one. */
const SILENCE_MS = 25_000;

export interface UsageSeries {
  readonly timesMs: readonly number[];
  readonly values: readonly (number | null)[];
  readonly gaps: readonly ChartGap[];
  /** The last value; null = unknown now. */
  readonly latest: number | null;
}

export interface SeriesQuestion {
  readonly channel: string;
  readonly range: ChartRange;
  /** What a stretch without any measurement means. */
  readonly silence: string;
  /** Why the value of that point is unknown. */
  readonly reasonAt: (index: number) => string;
  readonly scale?: number;
}

interface Spot {
  readonly at: number;
  readonly value: number | null;
  readonly reason: string | null;
}

/** One channel over the window's time, with every stretch without a value named. Nothing unknown becomes 0. */
export function usageSeries(series: TelemetrySeries, question: SeriesQuestion): UsageSeries {
  const { channel, range, silence, reasonAt, scale = 1 } = question;
  const column = series.channels[channel] ?? [];
  const patienceMs = Math.max(SILENCE_MS, 2.5 * series.stepMs);
  const measured = series.at.flatMap((at, index): Spot[] => {
    if (at < range.fromMs || at > range.toMs) return [];
    const value = column[index] ?? null;
    return [{ at, value: value === null ? null : value * scale, reason: value === null ? reasonAt(index) : null }];
  });
  const spots = withSilence(measured, { range, silence, patienceMs });
  return {
    timesMs: spots.map(({ at }) => at),
    values: spots.map(({ value }) => value),
    gaps: gapsOf(spots),
    latest: measured.at(-1)?.value ?? null,
  };
}

interface Silence {
  readonly range: ChartRange;
  readonly silence: string;
  readonly patienceMs: number;
}

/** A line must not bridge a time in which nothing was measured, nor begin or end before the window without saying why. */
function withSilence(measured: readonly Spot[], { range, silence, patienceMs }: Silence): readonly Spot[] {
  const hole = (at: number): Spot => ({ at, value: null, reason: silence });
  const spots = measured.flatMap((spot, index) => {
    const before = measured[index - 1];
    // Up to the next point, whose own value may be unknown for another reason.
    return before && spot.at - before.at > patienceMs ? [hole(before.at + 1), hole(spot.at - 1), spot] : [spot];
  });
  const [first, last] = [measured[0], measured.at(-1)];
  if (!first || !last) return [hole(range.fromMs), hole(range.toMs)];
  return [
    ...(first.at - range.fromMs > patienceMs ? [hole(range.fromMs), hole(first.at - 1)] : []),
    ...spots,
    ...(range.toMs - last.at > patienceMs ? [hole(last.at + 1), hole(range.toMs)] : []),
  ];
}

/** A gap reaches from the last value before it to the first after it; two gaps in a row meet and do not overlap. */
function gapsOf(points: readonly Spot[]): ChartGap[] {
  const gaps: ChartGap[] = [];
  let open: ChartGap | undefined;
  points.forEach((point, index) => {
    if (open && open.reason !== point.reason) {
      if (point.reason === null) open.toMs = point.at;
      open = undefined;
    }
    if (point.reason === null) return;
    if (open) open.toMs = point.at;
    else {
      open = { fromMs: points[index - 1]?.at ?? point.at, toMs: point.at, reason: point.reason };
      gaps.push(open);
    }
  });
  return gaps.filter((gap) => gap.toMs > gap.fromMs);
}

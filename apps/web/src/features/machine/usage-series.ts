import type { MachineSample, TelemetryTick } from '@baton/model/telemetry/sample';
import type { ChartGap } from '@/ui/chart';

/** Nobody watched for longer than this: the line must not bridge it. */
const UNWATCHED_MS = 15_000;

export interface UsageSeries {
  readonly timesMs: readonly number[];
  readonly values: readonly (number | null)[];
  readonly gaps: readonly ChartGap[];
  /** The last value; null = unknown now. */
  readonly latest: number | null;
}

type Reading = keyof Pick<MachineSample, 'cpuPercent' | 'rssMiB'>;

/** One reading of one machine over the ticks, with every stretch without a value named. Nothing unknown becomes 0. */
export function usageSeries(ticks: readonly TelemetryTick[], machineId: string, reading: Reading): UsageSeries {
  const points = ticks.flatMap((tick, index) => {
    const sample = tick.machines.find((machine) => machine.machineId === machineId);
    const value = sample?.[reading] ?? null;
    const here = { at: tick.at, value, reason: value !== null ? null : sample ? 'Not measured' : 'Not running' };
    const before = ticks[index - 1];
    if (!before || tick.at - before.at <= UNWATCHED_MS) return [here];
    return [{ at: before.at + 1, value: null, reason: 'Not watched' }, here];
  });
  return {
    timesMs: points.map((point) => point.at),
    values: points.map((point) => point.value),
    gaps: gapsOf(points),
    latest: points.at(-1)?.value ?? null,
  };
}

/** A gap reaches from the last value before it to the first after it; two gaps in a row meet and do not overlap. */
function gapsOf(points: readonly { at: number; reason: string | null }[]): ChartGap[] {
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

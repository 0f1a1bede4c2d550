'use client';
import {
  channelsOf,
  gpuValues,
  hostValues,
  machineValues,
  type SeriesSource,
  type TelemetrySeries,
  type Values,
} from '@baton/model/telemetry/channels';
import type { TelemetryTick } from '@baton/model/telemetry/sample';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from './agent';
import { useTicks } from './telemetry';
import { useUsageWindow } from './usage-window';

/** Ticks further apart than this were missed: history has what is between. */
const MISSED_MS = 5000;
const MAX_POINTS = 400;

/** What a source measured over the window's time: its history, and on the live window every tick since. */
export function useTelemetrySeries(source: SeriesSource): TelemetrySeries & { readonly loading: boolean } {
  const trpc = useTRPC();
  const ticks = useTicks();
  const { period, range, zoomed } = useUsageWindow();
  const live = period === 'live' && !zoomed;
  const seamMs = useSeam(ticks);
  const wideMs = range.toMs - range.fromMs;
  const asked = live && seamMs !== undefined ? { fromMs: seamMs - wideMs, toMs: seamMs } : range;
  const history = useQuery({
    ...trpc.telemetry.history.queryOptions({ source, ...asked, maxPoints: MAX_POINTS }),
    enabled: !live || seamMs !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  const series = history.data ?? EMPTY;
  const since = live ? ticks.filter((tick) => tick.at > (seamMs ?? 0)) : [];
  return { ...joined(series, since, source), loading: history.isPending };
}

const EMPTY: TelemetrySeries = { stepMs: 1000, at: [], channels: {} };

/** The first tick after which none was missed: what came before it is asked of history, once. */
function useSeam(ticks: readonly TelemetryTick[]): number | undefined {
  return useMemo(() => {
    const begins = ticks.findLastIndex((tick, index) => tick.at - (ticks[index - 1]?.at ?? 0) > MISSED_MS);
    return ticks[begins]?.at;
  }, [ticks]);
}

/** Appends ticks to the columns of a history. */
export function joined(
  series: TelemetrySeries,
  ticks: readonly TelemetryTick[],
  source: SeriesSource,
): TelemetrySeries {
  const names = channelsOf(source);
  const points = ticks.flatMap((tick) => {
    const values = valuesOf(tick, source);
    return values ? [{ at: tick.at, values }] : [];
  });
  const columns = names.map((name, index) => [
    name,
    [...(series.channels[name] ?? []), ...points.map(({ values }) => values[index] ?? null)],
  ]);
  return {
    stepMs: series.stepMs,
    at: [...series.at, ...points.map(({ at }) => at)],
    channels: Object.fromEntries(columns),
  };
}

function valuesOf(tick: TelemetryTick, source: SeriesSource): Values | null {
  if (source.kind === 'host') return hostValues(tick.host);
  if (source.kind === 'gpu') return tick.gpu && gpuValues(tick.gpu);
  const sample = tick.machines.find(({ machineId }) => machineId === source.machineId);
  return sample ? machineValues(sample) : null;
}

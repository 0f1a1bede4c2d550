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
import { useState } from 'react';
import { useTRPC } from './agent';
import { seamOf } from './series-seam';
import { useTicks } from './telemetry';
import { useUsageWindow } from './usage-window';

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
    // What another stretch of time showed is some hundred kB of no use.
    gcTime: 0,
  });
  const series = history.data ?? EMPTY;
  const since = live ? ticks.filter((tick) => tick.at > (seamMs ?? 0)) : [];
  return { ...joined(series, since, source), loading: history.isPending };
}

const EMPTY: TelemetrySeries = { stepMs: 1000, at: [], channels: {} };

/** Where history ends and the ticks go on. */
function useSeam(ticks: readonly TelemetryTick[]): number | undefined {
  const [known, setKnown] = useState<number>();
  const seamMs = seamOf(ticks, known);
  if (seamMs !== known) setKnown(seamMs);
  return seamMs;
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

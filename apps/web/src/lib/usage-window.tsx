'use client';
import { createContext, type ReactNode, useContext, useId, useMemo, useState } from 'react';
import type { ChartRange } from '@/ui/chart';
import { useNow } from './now';
import { useTicks } from './telemetry';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How far back charts look. `live` is drawn tick by tick, the others from history. */
export const USAGE_PERIODS = [
  { value: 'live', label: '5 min', wideMs: 5 * MINUTE_MS, renewMs: 1000 },
  { value: 'hour', label: '1 h', wideMs: HOUR_MS, renewMs: 10_000 },
  { value: 'day', label: '24 h', wideMs: 24 * HOUR_MS, renewMs: MINUTE_MS },
  { value: 'week', label: '7 d', wideMs: 7 * 24 * HOUR_MS, renewMs: 5 * MINUTE_MS },
] as const;
export type UsagePeriod = (typeof USAGE_PERIODS)[number]['value'];

export interface UsageWindow {
  readonly period: UsagePeriod;
  readonly range: ChartRange;
  /** Set while a stretch was chosen by hand: it stands still. */
  readonly zoomed: boolean;
  /** For the crosshair that these charts share. */
  readonly together: string;
  readonly choose: (period: UsagePeriod) => void;
  readonly zoom: (range: ChartRange) => void;
}

const WindowContext = createContext<UsageWindow | undefined>(undefined);

/** The stretch of time that all charts within it show: they zoom together. */
export function UsageWindowProvider({ children }: { children: ReactNode }) {
  const [period, setPeriod] = useState<UsagePeriod>('live');
  const [zoomedTo, setZoomedTo] = useState<ChartRange>();
  const together = useId();
  const { wideMs, renewMs } = USAGE_PERIODS.find(({ value }) => value === period) ?? USAGE_PERIODS[0];
  const nowMs = useNow(renewMs);
  // The host's clock, where it speaks: this browser's may be minutes off.
  const hostNowMs = useTicks().at(-1)?.at;
  // Whole steps, so that a history is asked for no more often than it changes.
  const toMs = period === 'live' ? (hostNowMs ?? nowMs) : Math.ceil((hostNowMs ?? nowMs) / renewMs) * renewMs;
  const value = useMemo<UsageWindow>(
    () => ({
      period,
      range: zoomedTo ?? { fromMs: toMs - wideMs, toMs },
      zoomed: zoomedTo !== undefined,
      together,
      choose: (chosen) => {
        setPeriod(chosen);
        setZoomedTo(undefined);
      },
      zoom: setZoomedTo,
    }),
    [period, zoomedTo, toMs, wideMs, together],
  );
  return <WindowContext value={value}>{children}</WindowContext>;
}

/** @throws outside of a `UsageWindowProvider`: a defect */
export function useUsageWindow(): UsageWindow {
  const found = useContext(WindowContext);
  if (!found) throw new Error('a chart of usage stands outside of its window');
  return found;
}

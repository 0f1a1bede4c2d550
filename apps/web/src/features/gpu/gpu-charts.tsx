'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { usageSeries } from '@/features/machine/usage-series';
import { useTRPC } from '@/lib/agent';
import { useTicks } from '@/lib/telemetry';
import { useTelemetrySeries } from '@/lib/telemetry-series';
import { useUsageWindow } from '@/lib/usage-window';
import { Card } from '@/ui/card';
import { Chart, type ChartMark } from '@/ui/chart';
import { gpuGapWords } from './gpu-gap-words';
import { runnerName } from './gpu-words';

const GPU = { kind: 'gpu' } as const;
const DAY_MS = 86_400_000;

const CHARTS = [
  { channel: 'utilizationPercent', title: 'GPU busy', unit: '%', max: 100, scale: 1, places: 0 },
  { channel: 'memoryUsedMiB', title: 'GPU memory', unit: 'GiB', scale: 1 / 1024, places: 1 },
  { channel: 'temperatureC', title: 'GPU temperature', unit: '°C', max: 100, scale: 1, places: 0 },
  { channel: 'powerMilliwatts', title: 'GPU power', unit: 'W', scale: 1 / 1000, places: 0 },
  { channel: 'clockMHz', title: 'GPU clock', unit: 'MHz', scale: 1, places: 0 },
] as const;

/** The GPU over time, whoever measured it, with a line where it changed hands. @param brief how busy it is, and no more */
export function GpuCharts({ brief }: { brief?: boolean }) {
  const { range, together, zoom } = useUsageWindow();
  const series = useTelemetrySeries(GPU);
  const marks = useHandoverMarks(range.fromMs);
  const source = useSourceWords();
  const charts = brief ? CHARTS.slice(0, 1) : CHARTS;
  return charts.map(({ channel, title, unit, scale, places, ...scaleOf }) => {
    const reasonAt = (index: number) => gpuGapWords(series.channels.state, index);
    const shown = usageSeries(series, { channel, range, scale, reasonAt, silence: 'Nothing was measured' });
    const rounded = (value: number | null) => (value === null ? null : Number(value.toFixed(places)));
    return (
      <Card key={channel}>
        <Chart
          title={title}
          source={source}
          unit={unit}
          value={rounded(shown.latest)}
          timesMs={shown.timesMs}
          lines={[{ label: title, values: shown.values.map(rounded) }]}
          gaps={shown.gaps}
          marks={marks}
          range={range}
          together={together}
          onZoom={zoom}
          baton
          {...scaleOf}
        />
      </Card>
    );
  });
}

/** When the GPU changed hands, and to whom. */
function useHandoverMarks(fromMs: number): readonly ChartMark[] {
  const trpc = useTRPC();
  // Whole days, so that a window that moves along asks once.
  const since = Math.floor(fromMs / DAY_MS) * DAY_MS;
  const { data } = useQuery(trpc.gpu.history.queryOptions({ fromMs: since }));
  return useMemo(() => {
    const spans = data ?? [];
    return spans.slice(1).map(({ holder, from }) => ({ atMs: from, label: `To ${runnerName(holder)}` }));
  }, [data]);
}

/** Who measures now: the same chart goes on when the GPU changes hands. */
function useSourceWords(): string {
  const trpc = useTRPC();
  const sample = useTicks().at(-1)?.gpu;
  const machines = useQuery(trpc.machine.list.queryOptions());
  if (sample?.source === 'host') return 'Measured by the host.';
  if (sample?.source !== 'guest') return 'Not measured now.';
  const name = machines.data?.find(({ id }) => id === sample.machine)?.name ?? 'the machine that has it';
  return `Measured inside ${name}, each 5 s.`;
}

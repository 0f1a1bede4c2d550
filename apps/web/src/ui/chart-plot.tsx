'use client';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ChartLine } from './chart-words';
import { onThemeChange } from './theme';

export interface ChartPlotProps {
  timesMs: readonly number[];
  lines: readonly ChartLine[];
  /** Top of the scale. */
  top: number;
  baton?: boolean;
  heightPx: number;
  /** Which sample is under the pointer, if any. */
  onPoint: (index: number | undefined) => void;
}

/** The lines of a `Chart`, drawn by uPlot. An instrument jumps: nothing is tweened. */
export default function ChartPlot({ timesMs, lines, top, baton, heightPx, onPoint }: ChartPlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(undefined);
  const data = useRef<UPlot.AlignedData>([[]]);
  const lineCount = lines.length;

  useEffect(() => {
    data.current = toData(timesMs, lines);
    plot.current?.setData(data.current);
  }, [timesMs, lines]);

  useEffect(() => {
    const place = box.current;
    if (!place) return;
    const draw = () => {
      plot.current?.destroy();
      const size = { width: place.clientWidth, height: heightPx };
      plot.current = new UPlot(
        { ...size, ...plotOptions({ place, lineCount, top, baton, onPoint }) },
        data.current,
        place,
      );
    };
    draw();
    const resized = new ResizeObserver(() => plot.current?.setSize({ width: place.clientWidth, height: heightPx }));
    resized.observe(place);
    // Canvas ink does not follow CSS variables by itself.
    const stopTheme = onThemeChange(draw);
    return () => {
      stopTheme();
      resized.disconnect();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [lineCount, top, baton, heightPx, onPoint]);

  return <div ref={box} className="absolute inset-0" />;
}

function toData(timesMs: readonly number[], lines: readonly ChartLine[]): UPlot.AlignedData {
  return [[...timesMs], ...lines.map((line) => [...line.values])];
}

type PlotLook = Pick<ChartPlotProps, 'top' | 'baton' | 'onPoint'> & { place: HTMLElement; lineCount: number };

function plotOptions({ place, lineCount, top, baton, onPoint }: PlotLook): Omit<UPlot.Options, 'width' | 'height'> {
  const style = getComputedStyle(place);
  const ink = (name: string) => style.getPropertyValue(name).trim();
  const first = ink(baton ? '--accent-ink' : '--ink-2');
  const series = Array.from({ length: lineCount }, (_, index) =>
    index === 0
      ? { stroke: first, fill: `color-mix(in srgb, ${first} 12%, transparent)`, width: 1.75, points: { show: false } }
      : { stroke: ink('--ink-3'), dash: [4, 3], width: 1.75, points: { show: false } },
  );
  return {
    padding: [0, 0, 0, 0],
    legend: { show: false },
    axes: [{ show: false }, { show: false }],
    scales: { x: { time: false }, y: { range: [0, top] } },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7, fill: first } },
    series: [{}, ...series],
    hooks: { setCursor: [(self) => onPoint(self.cursor.idx ?? undefined)] },
  };
}

'use client';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { type ChartRange, longEnough, onPinch } from './chart-gestures';
import type { ChartLine } from './chart-words';
import { onThemeChange } from './theme';

export interface ChartPlotProps {
  timesMs: readonly number[];
  lines: readonly ChartLine[];
  /** Top of the scale. */
  top: number;
  /** The window of time shown. */
  range: ChartRange;
  baton?: boolean;
  heightPx: number;
  /** Charts with the same key share their crosshair. */
  together?: string;
  /** Somebody dragged or pinched a stretch of time. */
  onZoom?: (range: ChartRange) => void;
  /** Which sample is under the pointer, if any. */
  onPoint: (index: number | undefined) => void;
}

/** The lines of a `Chart`, drawn by uPlot. An instrument jumps: nothing is tweened. */
export default function ChartPlot(props: ChartPlotProps) {
  const { timesMs, lines, top, range, baton, heightPx, together, onPoint } = props;
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(undefined);
  const data = useRef<UPlot.AlignedData>([[]]);
  const shown = useRef(range);
  const zoom = useRef(props.onZoom);
  zoom.current = props.onZoom;
  const lineCount = lines.length;
  const zoomable = props.onZoom !== undefined;

  useEffect(() => {
    data.current = toData(timesMs, lines);
    shown.current = { fromMs: range.fromMs, toMs: range.toMs };
    plot.current?.setData(data.current);
  }, [timesMs, lines, range.fromMs, range.toMs]);

  useEffect(() => {
    const place = box.current;
    if (!place) return;
    const draw = () => {
      plot.current?.destroy();
      const size = { width: place.clientWidth, height: heightPx };
      const look = { place, lineCount, top, baton, together, zoomable, shown, zoom, onPoint };
      plot.current = new UPlot({ ...size, ...plotOptions(look) }, data.current, place);
    };
    draw();
    const resized = new ResizeObserver(() => plot.current?.setSize({ width: place.clientWidth, height: heightPx }));
    resized.observe(place);
    const stopPinch = onPinch(place, { range: () => shown.current, done: (chosen) => zoom.current?.(chosen) });
    // Canvas ink does not follow CSS variables by itself.
    const stopTheme = onThemeChange(draw);
    return () => {
      stopTheme();
      stopPinch();
      resized.disconnect();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [lineCount, top, baton, heightPx, together, zoomable, onPoint]);

  return <div ref={box} className="absolute inset-0 touch-pan-y" />;
}

function toData(timesMs: readonly number[], lines: readonly ChartLine[]): UPlot.AlignedData {
  return [[...timesMs], ...lines.map((line) => [...line.values])];
}

interface PlotLook extends Pick<ChartPlotProps, 'top' | 'baton' | 'together' | 'onPoint'> {
  readonly place: HTMLElement;
  readonly lineCount: number;
  readonly zoomable: boolean;
  readonly shown: { readonly current: ChartRange };
  readonly zoom: { readonly current: ChartPlotProps['onZoom'] };
}

function plotOptions(look: PlotLook): Omit<UPlot.Options, 'width' | 'height'> {
  const { place, lineCount, top, baton, together, zoomable, shown, zoom, onPoint } = look;
  const style = getComputedStyle(place);
  const ink = (name: string) => style.getPropertyValue(name).trim();
  const first = ink(baton ? '--accent-ink' : '--ink-2');
  const series = Array.from({ length: lineCount }, (_, index) =>
    index === 0
      ? { stroke: first, fill: `color-mix(in srgb, ${first} 12%, transparent)`, width: 1.75, points: { show: false } }
      : { stroke: ink('--ink-3'), dash: [4, 3], width: 1.75, points: { show: false } },
  );
  const chosen = (self: UPlot) => {
    const { left, width } = self.select;
    if (width < 4) return;
    self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    zoom.current?.(longEnough({ fromMs: self.posToVal(left, 'x'), toMs: self.posToVal(left + width, 'x') }));
  };
  return {
    padding: [0, 0, 0, 0],
    legend: { show: false },
    axes: [{ show: false }, { show: false }],
    scales: {
      x: { time: false, range: () => [shown.current.fromMs, shown.current.toMs] },
      y: { range: [0, top] },
    },
    cursor: {
      y: false,
      drag: { x: zoomable, y: false, setScale: false },
      points: { size: 7, fill: first },
      ...(together && { sync: { key: together, setSeries: false } }),
    },
    series: [{}, ...series],
    hooks: { setCursor: [(self) => onPoint(self.cursor.idx ?? undefined)], setSelect: [chosen] },
  };
}

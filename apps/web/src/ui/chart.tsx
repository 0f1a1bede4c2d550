'use client';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { ChartRange } from './chart-gestures';
import { axisTime, type ChartGap, type ChartLine, type ChartMark, clockTime, describeChart } from './chart-words';

export type { ChartRange } from './chart-gestures';
export type { ChartGap, ChartLine, ChartMark } from './chart-words';

export interface ChartProps {
  title: ReactNode;
  /** Below the title: who measured, and how often. */
  source?: string;
  unit: string;
  /** The latest value, in digits. `null` is unknown: “–”, never 0. */
  value: number | string | null;
  /** Sample times, epoch milliseconds, oldest first. */
  timesMs: readonly number[];
  /** One or two lines, as long as `timesMs`; `null` is a gap. */
  lines: readonly ChartLine[];
  gaps?: readonly ChartGap[];
  /** Moments worth a line: the GPU changed hands. */
  marks?: readonly ChartMark[];
  /** The window of time shown. Left out: from the first sample to the last. */
  range?: ChartRange;
  /** Charts with the same key share their crosshair. */
  together?: string;
  /** Somebody dragged or pinched a stretch of time. Left out: there is no zoom. */
  onZoom?: (range: ChartRange) => void;
  /** Top of the scale. Left out: a round number above the largest value. The bottom is 0. */
  max?: number;
  /** Accent, for the GPU only. */
  baton?: boolean;
  heightPx?: number;
}

/** A gap narrower than this part of the chart shows stripes only. */
const LABELLED_PART = 0.2;

const ChartPlot = lazy(() => import('./chart-plot'));

/** A line over time. Gaps are striped and say why. The plotter is fetched when the first chart is shown. */
export function Chart(props: ChartProps) {
  const { title, source, unit, value, timesMs, lines, gaps = [], marks = [], heightPx = 104 } = props;
  const [pointed, setPointed] = useState<number>();
  const from = props.range?.fromMs ?? timesMs[0] ?? 0;
  const to = props.range?.toMs ?? timesMs.at(-1) ?? 0;
  const top = props.max ?? roundTop(lines);
  const pointedMs = pointed === undefined ? undefined : timesMs[pointed];
  const shown = pointed === undefined ? value : (lines[0]?.values[pointed] ?? null);
  const percent = (ms: number) => `${(Math.min(1, Math.max(0, (ms - from) / (to - from || 1))) * 100).toFixed(2)}%`;
  return (
    <figure className="grid min-w-0 gap-2">
      <figcaption>
        <div className="flex items-baseline justify-between gap-2">
          <span className="flex min-w-0 items-center gap-2 text-section font-semibold">{title}</span>
          <span aria-hidden className="font-mono text-[20px]/6 font-medium tracking-[-.04em] whitespace-nowrap">
            {shown ?? '–'}
            <small className="ml-1 text-label tracking-normal text-ink-2">{unit}</small>
          </span>
        </div>
        <div className="text-small text-ink-2">
          {pointedMs === undefined ? source : `At ${clockTime(pointedMs, true)}`}
        </div>
        <span className="sr-only">{describeChart({ timesMs, lines, gaps, marks, unit })}</span>
      </figcaption>
      <div aria-hidden className="pr-10">
        <div className="relative" style={{ height: heightPx }}>
          {[0, 0.5, 1].map((part) => (
            <div key={part} className="absolute inset-x-0 border-t border-line" style={{ top: `${(1 - part) * 100}%` }}>
              {part > 0 && (
                <span className="absolute -top-1.5 left-full w-10 text-right font-mono text-tiny/3 text-ink-3">
                  {formatScale(top * part)}
                </span>
              )}
            </div>
          ))}
          {gaps.map((gap) => (
            <div
              key={gap.fromMs}
              className="hatched absolute inset-y-0 grid place-items-center overflow-hidden text-center text-label/4 text-ink-2"
              style={{ left: percent(gap.fromMs), right: `calc(100% - ${percent(gap.toMs)})` }}
            >
              {/* Where there is no room for it, the words for a screen reader have it. */}
              {gap.toMs - gap.fromMs > (to - from) * LABELLED_PART && (
                <span className="max-w-24 bg-card/70 px-1">{gap.reason}</span>
              )}
            </div>
          ))}
          {marks
            .filter(({ atMs }) => atMs >= from && atMs <= to)
            .map((mark) => (
              <div
                key={mark.atMs}
                title={mark.label}
                className="absolute inset-y-0 border-l border-dashed border-accent-ink"
                style={{ left: percent(mark.atMs) }}
              />
            ))}
          {timesMs.length > 1 && (
            <Suspense fallback={null}>
              <ChartPlot
                timesMs={timesMs}
                lines={lines}
                range={{ fromMs: from, toMs: to }}
                together={props.together}
                onZoom={props.onZoom}
                top={top}
                baton={props.baton}
                heightPx={heightPx}
                onPoint={setPointed}
              />
            </Suspense>
          )}
        </div>
        <div className="flex justify-between pt-1.5 font-mono text-tiny/4 text-ink-2">
          {timesMs.length > 1 &&
            [from, (from + to) / 2, to].map((ms) => <span key={ms}>{axisTime(ms, to - from)}</span>)}
        </div>
      </div>
    </figure>
  );
}

/** 1, 2 or 5 times a power of ten, at or above the largest value. */
function roundTop(lines: readonly ChartLine[]): number {
  const largest = Math.max(0, ...lines.flatMap((line) => line.values.map((value) => value ?? 0)));
  if (largest === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  return power * ([1, 2, 5, 10].find((step) => step * power >= largest) ?? 10);
}

function formatScale(value: number): string {
  return value >= 10 ? String(Math.round(value)) : String(Number(value.toPrecision(2)));
}

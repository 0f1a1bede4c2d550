/** A stretch without measurement, and why: “Asleep (D3cold)”, “Not visible from the host”. Epoch milliseconds. */
export interface ChartGap {
  fromMs: number;
  toMs: number;
  reason: string;
}

/** A moment worth a line. */
export interface ChartMark {
  atMs: number;
  label: string;
}

export interface ChartLine {
  label: string;
  values: readonly (number | null)[];
}

/** A time of day to the minute, or to the second. */
export function clockTime(ms: number, seconds = false): string {
  return new Date(ms).toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
  });
}

/** Below this an axis needs seconds to tell its ends apart. */
const SHORT_MS = 10 * 60_000;
/** Above this it needs days. */
const LONG_MS = 26 * 3_600_000;

/** A time on an axis that is `wideMs` long. */
export function axisTime(ms: number, wideMs: number): string {
  if (wideMs < LONG_MS) return clockTime(ms, wideMs < SHORT_MS);
  return `${new Date(ms).toLocaleDateString(undefined, { weekday: 'short' })} ${clockTime(ms)}`;
}

/** What a chart shows, in sentences: range, extremes, gaps. */
export function describeChart(chart: {
  timesMs: readonly number[];
  lines: readonly ChartLine[];
  gaps: readonly ChartGap[];
  marks?: readonly ChartMark[];
  unit: string;
}): string {
  const { timesMs, lines, gaps, marks = [], unit } = chart;
  const first = timesMs[0];
  const last = timesMs.at(-1);
  if (first === undefined || last === undefined) return 'No data.';
  const words = lines.map(({ label, values }) => {
    const known = values.filter((value) => value !== null);
    if (known.length === 0) return `${label}: no data`;
    return `${label}: now ${known.at(-1)} ${unit}, lowest ${Math.min(...known)}, highest ${Math.max(...known)}`;
  });
  const holes = gaps.map((gap) => `${gap.reason}, ${clockTime(gap.fromMs)} to ${clockTime(gap.toMs)}`);
  const moments = marks.map(({ atMs, label }) => `${label}, ${clockTime(atMs)}`);
  return [`From ${clockTime(first)} to ${clockTime(last)}`, ...words, ...holes, ...moments]
    .map((part) => `${part}.`)
    .join(' ');
}

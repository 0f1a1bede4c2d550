export interface SparklineProps {
  /** Oldest first, evenly spaced; `null` is a gap and is drawn as one. */
  values: readonly (number | null)[];
  /** Top of the scale; left out, the largest value. The bottom is 0. */
  max?: number;
  heightPx?: number;
  /** Accent, for the GPU only. */
  baton?: boolean;
  className?: string;
}

/** A line the size of a word. Decoration: the value stands beside it in digits. */
export function Sparkline({ values, max, heightPx = 24, baton, className }: SparklineProps) {
  const top = max ?? Math.max(1, ...values.map((value) => value ?? 0));
  const runs = toRuns(values, top);
  const ink = baton ? 'var(--accent-ink)' : 'var(--ink-2)';
  return (
    <svg
      aria-hidden
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      className={className ?? 'w-18'}
      style={{ height: heightPx, display: 'block', overflow: 'visible' }}
    >
      {runs.map((run) => (
        <g key={run.fromX}>
          <path d={`M${run.fromX} 100L${run.line}L${run.toX} 100Z`} fill={ink} opacity={0.14} />
          <path d={`M${run.line}`} fill="none" stroke={ink} strokeWidth={1.5} vectorEffect="non-scaling-stroke" />
        </g>
      ))}
    </svg>
  );
}

/** Unbroken stretches of known values, as points in a 100 × 100 box. */
function toRuns(values: readonly (number | null)[], top: number) {
  const stepX = 100 / Math.max(1, values.length - 1);
  const runs: { points: string[]; fromX: number; toX: number }[] = [];
  let open: (typeof runs)[number] | undefined;
  values.forEach((value, index) => {
    if (value === null) {
      open = undefined;
      return;
    }
    const x = Math.round(index * stepX * 100) / 100;
    if (!open) {
      open = { points: [], fromX: x, toX: x };
      runs.push(open);
    }
    open.points.push(`${x} ${Math.round((100 - Math.min(1, value / top) * 100) * 10) / 10}`);
    open.toX = x;
  });
  return runs.map((run) => ({ fromX: run.fromX, toX: run.toX, line: run.points.join('L') }));
}

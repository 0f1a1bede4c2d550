import clsx from 'clsx';

/** How far something is, `done` of `total`. Corners, not a capsule: only the baton is one. */
export function ProgressBar(props: {
  label: string;
  done: number;
  total: number;
  still?: boolean;
  className?: string;
}) {
  const { label, done, total, still, className } = props;
  const percent = total > 0 ? Math.min(100, (done / total) * 100) : 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(percent)}
      className={clsx('h-2 overflow-hidden rounded-[3px] border border-line-strong bg-groove', className)}
    >
      <div className={clsx('h-full', still ? 'hatched bg-ink-3' : 'bg-ink-1')} style={{ width: `${percent}%` }} />
    </div>
  );
}

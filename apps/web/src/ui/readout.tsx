import clsx from 'clsx';
import type { CSSProperties, ReactNode } from 'react';

/** Readouts side by side, with hairlines between. `columns` as many as there are children. */
export function Readouts({ columns, children, label }: { columns: number; children: ReactNode; label?: string }) {
  return (
    <dl
      aria-label={label}
      className="grid grid-cols-[repeat(var(--c),minmax(0,1fr))]"
      style={{ '--c': columns } as CSSProperties}
    >
      {children}
    </dl>
  );
}

export interface ReadoutProps {
  /** What is measured, or, when unknown, why: “no data”, “12 s ago”. */
  label: string;
  /** `null` is unknown and shows “–”: never 0. */
  value: string | number | null;
  unit?: string;
  /** Too old to trust: drawn fainter. Say the age in `label`. */
  stale?: boolean;
}

/** One measured value. */
export function Readout({ label, value, unit, stale }: ReadoutProps) {
  return (
    <div className="flex min-w-0 flex-col-reverse border-l border-line pl-3 first:border-l-0 first:pl-0 desk:min-w-26 desk:pl-5">
      <dt className="text-label text-ink-2 desk:text-small">{label}</dt>
      <dd
        className={clsx(
          'font-mono text-readout font-medium whitespace-nowrap desk:text-readout-desk',
          stale && 'text-ink-2',
        )}
      >
        {value ?? '–'}
        {unit && <small className="ml-1 text-label tracking-normal text-ink-2 desk:text-small">{unit}</small>}
      </dd>
    </div>
  );
}

import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { Hit } from './find-hits';

interface LogLineProps {
  text: string;
  /** The search's hits in this line, in order. */
  hits: readonly Hit[];
  currentHit: Hit | undefined;
  selected: boolean;
  wrap: boolean;
}

/** One line. The current hit is filled, others are outlined. */
export function LogLineText({ text, hits, currentHit, selected, wrap }: LogLineProps) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const hit of hits) {
    const current = hit === currentHit;
    parts.push(
      text.slice(at, hit.from),
      <mark
        key={hit.from}
        aria-current={current || undefined}
        className={clsx(
          'rounded-[3px]',
          current ? 'bg-solid text-on-solid' : 'bg-transparent font-semibold text-ink-1 outline-[1.5px] outline-ink-1',
        )}
      >
        {text.slice(hit.from, hit.to)}
      </mark>,
    );
    at = hit.to;
  }
  parts.push(text.slice(at));
  return (
    <div
      className={clsx(
        'min-h-5 border-l-3 px-3 py-px desk:px-4',
        wrap ? 'whitespace-pre-wrap wrap-anywhere' : 'whitespace-pre',
        selected ? 'border-ink-1 bg-raised' : 'border-transparent',
      )}
    >
      {parts}
    </div>
  );
}

/** Between two runs. */
export function StartedAnew() {
  return (
    <div className="flex items-center gap-3 px-4 py-1.5 font-sans text-small text-ink-2">
      <span aria-hidden className="flex-1 border-t border-dashed border-line-strong" />
      The machine was started anew
      <span aria-hidden className="flex-1 border-t border-dashed border-line-strong" />
    </div>
  );
}

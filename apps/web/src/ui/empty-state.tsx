import type { ReactNode } from 'react';

/** Nothing here yet: what it would be, and one button that makes the first. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-3 rounded-note border border-dashed border-line-strong px-5 py-6 text-center">
      <div>
        <b className="block font-semibold">{title}</b>
        {children && <p className="text-small text-ink-2">{children}</p>}
      </div>
      {action}
    </div>
  );
}

import type { ReactNode } from 'react';

/** The small words above a sample. */
export function Label({ words, children }: { words: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-1.5">
      <span className="text-small font-medium text-ink-2">{words}</span>
      {children}
    </div>
  );
}

import clsx from 'clsx';

export type MachineGlyph = 'running' | 'starting' | 'stopping' | 'paused' | 'stopped' | 'crashed';

/** The shape of a machine's state, 12 px. Put the word beside it, or give `label`. */
export function Glyph({ state, label }: { state: MachineGlyph; label?: string }) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: hidden, or named by its label
    <svg
      viewBox="0 0 12 12"
      className={clsx('size-3 shrink-0', INK[state])}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {SHAPES[state]}
    </svg>
  );
}

const INK: Record<MachineGlyph, string> = {
  running: 'text-ink-1',
  starting: 'text-ink-1',
  stopping: 'text-ink-1',
  paused: 'text-ink-1',
  stopped: 'text-ink-3',
  crashed: 'text-bad',
};

const RING = (
  <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" strokeWidth="1.8" strokeDasharray="4 2.9" />
);

const SHAPES = {
  running: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  starting: RING,
  stopping: RING,
  paused: <path d="M3 2v8M9 2v8" stroke="currentColor" strokeWidth="2.4" />,
  stopped: <rect x="2" y="2" width="8" height="8" rx="1.5" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  crashed: <path d="M2.5 2.5l7 7m0-7l-7 7" stroke="currentColor" strokeWidth="2.2" />,
};

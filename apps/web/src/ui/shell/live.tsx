import clsx from 'clsx';

/** Whether what is on the screen is now. */
export type LiveState = 'live' | 'connecting' | 'lost';

const WORDS: Record<LiveState, string> = { live: 'Live', connecting: 'Connecting', lost: 'Not connected' };

/** A dot and a word: filled when live, hollow when not. */
export function Live({ state, className }: { state: LiveState; className?: string }) {
  return (
    <span className={clsx('inline-flex items-center gap-1.5 text-small whitespace-nowrap text-ink-2', className)}>
      <i
        aria-hidden
        className={clsx(
          'size-1.75 rounded-full',
          state === 'live' ? 'bg-ink-2 shadow-[0_0_0_3px_var(--hatch)]' : 'border-[1.5px] border-ink-2',
        )}
      />
      {WORDS[state]}
    </span>
  );
}

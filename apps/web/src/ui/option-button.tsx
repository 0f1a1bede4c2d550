'use client';
import clsx from 'clsx';
import { useId } from 'react';
import { DisabledReason } from './disabled-reason';
import { Icon, type IconType } from './icon';

export interface OptionButtonProps {
  /** What it does, in a word or two: “Switch”. It is the button's name. */
  verb: string;
  /** What follows from it, in one line. */
  consequence: string;
  icon?: IconType;
  /** Only for the option that moves the GPU. */
  accent?: boolean;
  onClick: () => void;
  busy?: boolean;
  /** Why it cannot be chosen now. */
  reason?: string;
  /** For a choice among several: shown as pressed. */
  pressed?: boolean;
}

/** One option of a sheet: the verb in bold, the consequence below. */
export function OptionButton(props: OptionButtonProps) {
  const { verb, consequence, icon, accent, onClick, busy, reason, pressed } = props;
  const id = useId();
  const inert = busy || reason !== undefined;
  return (
    <div className="grid gap-1.5">
      <button
        type="button"
        aria-labelledby={`${id}-verb`}
        aria-describedby={reason ? `${id}-line ${id}-why` : `${id}-line`}
        aria-disabled={inert || undefined}
        aria-busy={busy || undefined}
        aria-pressed={pressed}
        onClick={inert ? undefined : onClick}
        className={clsx(
          'press flex min-h-17 w-full items-center gap-3.5 rounded-note border px-3.5 py-3 text-left aria-disabled:cursor-not-allowed',
          reason ? 'border-line text-ink-3' : accent ? 'border-accent bg-accent text-on-accent' : 'border-line-strong',
          pressed && 'bg-raised',
        )}
      >
        {icon && <Icon as={icon} />}
        <span className="min-w-0 flex-1">
          <b id={`${id}-verb`} className="block font-semibold">
            {verb}
          </b>
          <span
            id={`${id}-line`}
            className={clsx('block text-small', !reason && (accent ? 'opacity-90' : 'text-ink-2'))}
          >
            {consequence}
          </span>
        </span>
      </button>
      {reason && <DisabledReason id={`${id}-why`}>{reason}</DisabledReason>}
    </div>
  );
}

import clsx from 'clsx';
import type { ReactNode } from 'react';
import { BatonPill } from './baton-pill';
import { Icon, type IconType } from './icon';

export interface ChipProps {
  /** `baton` is only for “Holds the GPU”; amber and red only where a person can do something. */
  tone?: 'plain' | 'baton' | 'warn' | 'bad';
  icon?: IconType;
  children: ReactNode;
  className?: string;
}

/** A word or two about a thing. Not pressable. */
export function Chip({ tone = 'plain', icon, children, className }: ChipProps) {
  return (
    <span
      className={clsx(
        'inline-flex h-6 items-center gap-1.25 rounded-chip px-2 text-[12.5px]/4 font-medium whitespace-nowrap',
        TONES[tone],
        className,
      )}
    >
      {tone === 'baton' && <BatonPill kind="holds" />}
      {icon && <Icon as={icon} small />}
      {children}
    </span>
  );
}

const TONES = {
  plain: 'bg-raised text-ink-2',
  baton: 'bg-accent-soft text-accent-ink',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
};

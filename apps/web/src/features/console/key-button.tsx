'use client';
import clsx from 'clsx';
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import type { IconType } from '@/ui/icon';

export type Arrow = 'left' | 'up' | 'down' | 'right';

export const ARROWS: readonly { icon: IconType; label: string; key: Arrow }[] = [
  { icon: ArrowLeft, label: 'Left', key: 'left' },
  { icon: ArrowUp, label: 'Up', key: 'up' },
  { icon: ArrowDown, label: 'Down', key: 'down' },
  { icon: ArrowRight, label: 'Right', key: 'right' },
];

interface KeyButtonProps {
  ref?: RefObject<HTMLButtonElement | null>;
  children: ReactNode;
  label?: string;
  pressed?: boolean;
  off: boolean;
  /** As tall as a finger on the desktop too: in a sheet there is room. */
  tall?: boolean;
  onPress: () => void;
}

/** One key of a bar below a screen or a terminal, or of a sheet. */
export function KeyButton({ ref, children, label, pressed, off, tall, onPress }: KeyButtonProps) {
  return (
    <button
      ref={ref}
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      disabled={off}
      // The phone's keyboard stays open: the press does not take the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
      className={clsx(
        'press flex min-h-11 min-w-0 items-center justify-center gap-1.5 rounded-[9px] border text-[13.5px] font-medium whitespace-nowrap max-[379px]:text-[12.5px]',
        !tall &&
          '[@media(max-height:500px)]:min-w-11 [@media(max-height:500px)]:px-2.5 desk:min-h-9 desk:min-w-10.5 desk:px-3',
        pressed ? 'border-solid bg-solid text-on-solid' : 'border-line bg-raised disabled:text-ink-3',
      )}
    >
      {children}
    </button>
  );
}

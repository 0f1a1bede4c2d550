'use client';
import clsx from 'clsx';
import type { ComponentPropsWithRef } from 'react';
import { Icon, type IconType } from './icon';

export interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children'> {
  icon: IconType;
  /** What it does: its name for a screen reader, and its hint under the pointer. */
  label: string;
  /** Drawn with an edge, as tall as the buttons beside it. */
  outlined?: boolean;
}

/** A button that is only an icon: 44 px on the phone. Prefer a word; use this where the sign is known to everybody. */
export function IconButton({ icon, label, outlined, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      {...rest}
      aria-label={label}
      className={clsx(iconButtonLook, outlined ? outlinedLook : 'text-ink-2 desk:size-9', className)}
    >
      <Icon as={icon} />
    </button>
  );
}

export const iconButtonLook =
  'press grid size-11 shrink-0 place-items-center rounded-control disabled:text-ink-3 aria-disabled:text-ink-3';
const outlinedLook = 'border border-line-strong text-ink-1 desk:size-9.5';

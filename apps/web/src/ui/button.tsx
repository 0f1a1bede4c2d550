'use client';
import clsx from 'clsx';
import { LoaderCircle } from 'lucide-react';
import Link from 'next/link';
import type { ComponentPropsWithRef, MouseEvent, ReactNode } from 'react';
import { useId } from 'react';
import { type ButtonVariant, buttonStyle } from './button-style';
import { DisabledReason } from './disabled-reason';
import { Icon, type IconType } from './icon';

interface ButtonLook {
  variant?: ButtonVariant;
  big?: boolean;
  icon?: IconType;
  iconEnd?: IconType;
  children: ReactNode;
}

export interface ButtonProps extends ButtonLook, Omit<ComponentPropsWithRef<'button'>, 'children'> {
  /** At work: keeps its width, a spinner replaces the icon, presses are ignored. */
  busy?: boolean;
  /** Off, and why: the sentence is printed beside the button, which stays in the tab order so that it can be heard. */
  reason?: string;
}

/** A button. `accent` only for the action that moves the GPU, one per card. `disabled` alone is for forms; elsewhere give `reason`. */
export function Button({ variant, big, icon, iconEnd, busy, reason, className, children, ...rest }: ButtonProps) {
  const reasonId = useId();
  const off = rest.disabled || reason !== undefined;
  const inert = off || busy;
  const button = (
    <button
      type="button"
      {...rest}
      aria-disabled={inert || undefined}
      aria-busy={busy || undefined}
      aria-describedby={reason ? reasonId : rest['aria-describedby']}
      onClick={inert ? ignorePress : rest.onClick}
      className={clsx(buttonStyle({ variant: off ? 'off' : variant, size: big ? 'big' : 'normal' }), className)}
    >
      <Face icon={icon} iconEnd={iconEnd} busy={busy}>
        {children}
      </Face>
    </button>
  );
  if (!reason) return button;
  return (
    <span className={clsx('inline-flex flex-wrap items-center gap-x-3 gap-y-1.5', big && 'max-desk:w-full')}>
      {button}
      <DisabledReason id={reasonId}>{reason}</DisabledReason>
    </span>
  );
}

export interface ButtonLinkProps extends ButtonLook {
  href: string;
  className?: string;
  /** Saves the target as a file instead of opening it. */
  download?: boolean | string;
}

/** A link that looks like a button: for going somewhere, not for doing something. Nothing is prefetched. */
export function ButtonLink({ variant, big, icon, iconEnd, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link
      {...rest}
      prefetch={false}
      className={clsx(buttonStyle({ variant, size: big ? 'big' : 'normal' }), className)}
    >
      <Face icon={icon} iconEnd={iconEnd}>
        {children}
      </Face>
    </Link>
  );
}

function Face({ icon, iconEnd, busy, children }: Pick<ButtonProps, 'icon' | 'iconEnd' | 'busy' | 'children'>) {
  const spinner = <Icon as={LoaderCircle} className="motion-safe:animate-spin" />;
  if (busy && icon)
    return [
      <span key="s">{spinner}</span>,
      <span key="t" className="min-w-0 truncate">
        {children}
      </span>,
    ];
  if (busy && iconEnd)
    return [
      <span key="t" className="min-w-0 truncate">
        {children}
      </span>,
      <span key="s">{spinner}</span>,
    ];
  return (
    <>
      {busy && <span className="absolute inset-0 grid place-items-center">{spinner}</span>}
      {icon && <Icon as={icon} />}
      <span className={clsx('min-w-0 truncate', busy && 'opacity-0')}>{children}</span>
      {iconEnd && <Icon as={iconEnd} />}
    </>
  );
}

function ignorePress(event: MouseEvent) {
  event.preventDefault();
  event.stopPropagation();
}

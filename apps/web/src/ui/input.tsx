'use client';
import clsx from 'clsx';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { inputLook, useFieldControl } from './field';
import { Icon, type IconType } from './icon';

export interface InputProps extends ComponentPropsWithRef<'input'> {
  icon?: IconType;
  /** At the right, inside the edge: a unit, a count, an icon button. */
  end?: ReactNode;
  /** For addresses, paths and codes. */
  mono?: boolean;
}

/** One line of text. Inside a `Field` it is labelled by it; alone it needs `aria-label`. Takes a `ref`, so forms can register it. */
export function Input({ icon, end, mono, className, ...rest }: InputProps) {
  const control = useFieldControl();
  return (
    <div
      className={clsx(
        inputLook,
        'flex min-h-12 items-center gap-2.5 pl-3.5 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-1 has-[input:focus-visible]:outline-ink-1 desk:min-h-11',
        end === undefined ? 'pr-3.5' : 'pr-2.5',
        className,
      )}
    >
      {icon && <Icon as={icon} className="text-ink-2" />}
      <input
        {...control}
        {...rest}
        className={clsx(
          'min-h-11 min-w-0 flex-1 self-stretch bg-transparent outline-none',
          mono && 'font-mono tracking-tight',
        )}
      />
      {end !== undefined && <div className="flex shrink-0 items-center gap-1 text-small text-ink-2">{end}</div>}
    </div>
  );
}

/** Several lines of text. */
export function Textarea({ mono, className, ...rest }: ComponentPropsWithRef<'textarea'> & { mono?: boolean }) {
  const control = useFieldControl();
  return (
    <textarea
      rows={4}
      {...control}
      {...rest}
      className={clsx(inputLook, 'block px-3.5 py-3', mono && 'font-mono text-[14px]/5.5 tracking-tight', className)}
    />
  );
}

'use client';
import clsx from 'clsx';
import { ChevronDown } from 'lucide-react';
import type { ComponentPropsWithRef } from 'react';
import { inputLook, useFieldControl } from './field';
import { Icon } from './icon';

/** A choice among many: the device's own picker, best under a thumb. Children are `option`s. */
export function Select({ className, children, ...rest }: ComponentPropsWithRef<'select'>) {
  const control = useFieldControl();
  return (
    <div className={clsx('relative flex min-w-0 items-center', className)}>
      <select
        {...control}
        {...rest}
        className={clsx(inputLook, 'min-h-12 appearance-none truncate pr-10 pl-3.5 desk:min-h-11')}
      >
        {children}
      </select>
      <Icon as={ChevronDown} className="pointer-events-none absolute right-3 text-ink-2" />
    </div>
  );
}

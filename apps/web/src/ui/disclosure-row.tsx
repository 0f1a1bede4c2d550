'use client';
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Icon } from './icon';

export interface DisclosureRowProps {
  /** A sign before the words. */
  leading?: ReactNode;
  name: ReactNode;
  /** Below the name. It wraps. */
  sub?: ReactNode;
  /** At the right, before the arrow: a chip, a count. */
  trailing?: ReactNode;
  /** Open before anybody pressed it. */
  initiallyOpen?: boolean;
  children: ReactNode;
}

/** A row of a `List` that opens to more. */
export function DisclosureRow({ leading, name, sub, trailing, initiallyOpen = false, children }: DisclosureRowProps) {
  const [open, setOpen] = useState(initiallyOpen);
  return (
    <li className="border-t border-line first:border-t-0">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="press flex min-h-16 w-full items-center gap-3 px-4 py-2.5 text-left -outline-offset-2 desk:min-h-14 desk:py-2"
      >
        {leading}
        <span className="min-w-0 flex-1">
          <b className="block font-semibold wrap-anywhere">{name}</b>
          {sub !== undefined && <span className="block text-small text-ink-2 wrap-anywhere">{sub}</span>}
        </span>
        {trailing}
        <Icon as={ChevronDown} small className={open ? 'rotate-180' : ''} />
      </button>
      {open && <div className="grid gap-3 border-t border-line px-4 py-3">{children}</div>}
    </li>
  );
}

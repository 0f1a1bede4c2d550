import clsx from 'clsx';
import Link from 'next/link';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { Card } from './card';

/** Rows in a card. Put `ListRow`s inside. */
export function List({ children, label, className }: { children: ReactNode; label?: string; className?: string }) {
  return (
    <Card flush className={className}>
      <ul aria-label={label}>{children}</ul>
    </Card>
  );
}

export interface ListRowProps extends Omit<ComponentPropsWithRef<'li'>, 'children'> {
  /** A glyph or an icon, before the words. */
  leading?: ReactNode;
  name: ReactNode;
  /** Beside the name: the small baton, a chip. */
  nameAfter?: ReactNode;
  /** One line below the name. */
  sub?: ReactNode;
  /** At the right: a button, a value. It stays pressable when the row is a link. */
  trailing?: ReactNode;
  /** Where the whole row leads. */
  href?: string;
  /** Let the second line wrap instead of ending in an ellipsis. */
  wrap?: boolean;
}

/** A row: 64 px on the phone, 56 on the desktop. With `href` the whole row is the link. */
export function ListRow({ leading, name, nameAfter, sub, trailing, href, wrap, className, ...rest }: ListRowProps) {
  return (
    <li
      {...rest}
      className={clsx(
        'relative flex min-h-16 min-w-0 items-center gap-3 border-t border-line py-2.5 pr-3 pl-4 first:border-t-0 desk:min-h-14 desk:py-2',
        href && 'has-[a:hover]:bg-raised/40',
        className,
      )}
    >
      {leading}
      <div className="min-w-0 flex-1">
        <div className="flex min-w-0 items-center gap-2 font-semibold">
          {href ? (
            <Link href={href} prefetch={false} className="truncate no-underline after:absolute after:inset-0">
              {name}
            </Link>
          ) : (
            <span className="truncate">{name}</span>
          )}
          {nameAfter}
        </div>
        {sub !== undefined && <div className={clsx('text-small text-ink-2', !wrap && 'truncate')}>{sub}</div>}
      </div>
      {trailing !== undefined && <div className="relative z-1 flex shrink-0 items-center gap-2">{trailing}</div>}
    </li>
  );
}

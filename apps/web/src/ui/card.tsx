import clsx from 'clsx';
import type { ComponentPropsWithRef } from 'react';

export interface CardProps extends ComponentPropsWithRef<'div'> {
  as?: 'div' | 'section' | 'article' | 'figure';
  /** No padding: the rows inside bring their own. */
  flush?: boolean;
  /** The GPU card: larger corners and padding. */
  gpu?: boolean;
}

/** A card: one ground above the page, one hairline. Depth comes from ground, not from shadow. */
export function Card({ as: Tag = 'div', flush, gpu, className, ...rest }: CardProps) {
  const look = clsx(
    'min-w-0 border border-line bg-card',
    gpu ? 'grid gap-3.5 rounded-gpu p-4 desk:gap-5 desk:px-6 desk:pt-5.5 desk:pb-5' : 'rounded-card',
    !gpu && (flush ? 'overflow-hidden' : 'p-4'),
    className,
  );
  // The four tags take the same attributes; only their ref types differ.
  const AnyTag = Tag as 'div';
  return <AnyTag {...rest} className={look} />;
}

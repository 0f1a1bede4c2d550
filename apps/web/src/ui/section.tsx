import clsx from 'clsx';
import Link from 'next/link';
import { type ReactNode, useId } from 'react';

export interface SectionProps {
  title: ReactNode;
  /** At the right of the title: a `SectionLink`, or a few words. */
  action?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A titled part of a page. The title names it for a screen reader. */
export function Section({ title, action, children, className }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={clsx('grid min-w-0 content-start gap-2.5', className)}>
      <div className="flex min-h-5.5 items-baseline justify-between gap-3">
        <h2 id={id} className="text-section font-semibold">
          {title}
        </h2>
        {action !== undefined && <div className="text-small text-ink-2">{action}</div>}
      </div>
      {children}
    </section>
  );
}

const linkLook = 'tap text-small text-ink-2 underline decoration-line-strong underline-offset-3';

/** The small underlined link at the right of a section's title. */
export function SectionLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className={linkLook}>
      {children}
    </Link>
  );
}

/** The same for something that opens here. */
export function SectionButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" onClick={onClick} className={linkLook}>
      {children}
    </button>
  );
}

'use client';
import clsx from 'clsx';
import Link from 'next/link';
import { useEffect, useRef } from 'react';

export interface TabLink {
  href: string;
  label: string;
  current: boolean;
}

/** Places of one thing, as links. On the phone they scroll sideways under a faded edge; the current one is brought into view. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  const bar = useRef<HTMLDivElement>(null);
  const current = tabs.find((tab) => tab.current)?.href;
  useEffect(() => {
    if (current === undefined) return;
    const link = bar.current?.querySelector<HTMLElement>('[aria-current]');
    if (!bar.current || !link) return;
    bar.current.scrollLeft = link.offsetLeft - (bar.current.clientWidth - link.offsetWidth) / 2;
  }, [current]);
  return (
    <nav
      aria-label={label}
      className="-mx-4 border-b border-line max-desk:mask-[linear-gradient(90deg,#000_88%,transparent)] desk:mx-0"
    >
      <div
        ref={bar}
        className="relative flex gap-1 overflow-x-auto px-3 [scrollbar-width:none] max-desk:pr-12 desk:gap-5 desk:px-0"
      >
        {tabs.map((tab) => (
          <Link
            key={tab.href}
            href={tab.href}
            prefetch={false}
            scroll={false}
            aria-current={tab.current ? 'page' : undefined}
            className={clsx(
              'flex min-h-11 items-center border-b-2 px-2.5 text-[14.5px] font-medium whitespace-nowrap no-underline -outline-offset-2 desk:min-h-10.5 desk:px-0',
              tab.current ? 'border-ink-1 text-ink-1' : 'border-transparent text-ink-2 hover:text-ink-1',
            )}
          >
            {tab.label}
          </Link>
        ))}
      </div>
    </nav>
  );
}

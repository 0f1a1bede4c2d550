'use client';
import clsx from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Icon } from '../icon';
import { PLACES, placeOf } from './places';

/** The phone's navigation. A `BottomBar` on the page takes its place. */
export function BottomNav({ checkCount = 0 }: { checkCount?: number }) {
  const here = placeOf(usePathname());
  return (
    <nav
      aria-label="Main"
      className="bottom-nav fixed inset-x-0 bottom-0 z-5 grid grid-cols-5 border-t border-line bg-card px-1 pt-1 pb-[max(14px,env(safe-area-inset-bottom))] desk:hidden"
    >
      {PLACES.map((place) => (
        <Link
          key={place.href}
          href={place.href}
          prefetch={false}
          aria-current={place.href === here ? 'page' : undefined}
          className={clsx(
            'relative flex h-14.5 flex-col items-center justify-center gap-0.75 rounded-control text-tiny font-medium whitespace-nowrap no-underline -outline-offset-2',
            place.href === here
              ? 'text-ink-1 before:absolute before:-top-1.25 before:h-0.5 before:w-7 before:bg-ink-1'
              : 'text-ink-3',
          )}
        >
          <Icon as={place.icon} />
          {place.short}
          {place.href === '/check' && checkCount > 0 && <span className="sr-only">, {checkCount} need a look</span>}
        </Link>
      ))}
    </nav>
  );
}

/** A bar of the page's own at the bottom: save bar, key bar. On the phone it replaces the navigation. */
export function BottomBar({ children, label }: { children: ReactNode; label: string }) {
  return (
    <section
      aria-label={label}
      data-bottom-bar
      className="fixed inset-x-0 bottom-0 z-6 border-t border-line bg-card px-4 pt-3 pb-[max(12px,env(safe-area-inset-bottom))] desk:left-[236px] desk:px-9"
    >
      <div className="flex min-h-11 max-w-[1132px] items-center gap-3">{children}</div>
    </section>
  );
}

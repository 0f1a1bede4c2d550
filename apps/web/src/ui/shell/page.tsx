'use client';
import clsx from 'clsx';
import { ArrowLeft, Keyboard, User } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Mark } from '../baton-pill';
import { HolderChip } from '../holder-chip';
import { Icon, type IconType } from '../icon';
import { IconButton, iconButtonLook } from '../icon-button';
import { Live } from './live';
import { useShell } from './shell-context';

export interface PageHeaderProps {
  title: string;
  /** After the title, fainter: “win10 *logs*”. */
  aside?: string;
  /** `home`: the logo on the phone. `place`: one of the five. `sub`: back and the holder chip on the phone. */
  kind?: 'home' | 'place' | 'sub';
  /** Where Back leads on the phone, for `sub`. */
  backHref?: string;
  /** Buttons in the header, on the desktop only; the phone has them in the page. */
  actions?: ReactNode;
}

/** The head of a page: title, live, who holds the GPU, shortcuts, you. What it says of the shell it takes from the shell. */
export function PageHeader({ title, aside, kind = 'place', backHref = '/', actions }: PageHeaderProps) {
  const shell = useShell();
  return (
    <header className="flex h-14 max-w-[1204px] items-center gap-3 px-4 desk:h-16 desk:gap-4 desk:px-9">
      {kind === 'home' && (
        <span className="desk:hidden">
          <Mark />
        </span>
      )}
      {kind === 'sub' && <IconLink href={backHref} icon={ArrowLeft} label="Back" className="-ml-2 -mr-2 desk:hidden" />}
      <h1
        className={clsx(
          'min-w-0 truncate text-page font-semibold desk:text-page-desk',
          kind === 'home' && 'max-desk:sr-only',
        )}
      >
        {title}
        {aside && <span className="font-normal text-ink-2"> {aside}</span>}
      </h1>
      <span className="min-w-0 flex-1" />
      {kind === 'home' && <Live state={shell.live} className="desk:hidden" />}
      {kind === 'sub' && shell.holder && (
        <span className="desk:hidden">
          <HolderChip name={shell.holder} here={shell.holder === title} />
        </span>
      )}
      {actions && <div className="flex items-center gap-2 max-desk:hidden">{actions}</div>}
      {shell.bell}
      <IconButton
        icon={Keyboard}
        label="Keyboard shortcuts"
        onClick={shell.openShortcuts}
        className="max-desk:hidden"
      />
      <IconLink
        href="/settings"
        icon={User}
        label={shell.userName ? `You: ${shell.userName}` : 'You'}
        className={clsx('max-desk:-mx-2', kind === 'sub' && 'max-desk:hidden')}
      />
    </header>
  );
}

function IconLink(props: { href: string; icon: IconType; label: string; className?: string }) {
  return (
    <Link
      href={props.href}
      prefetch={false}
      aria-label={props.label}
      title={props.label}
      className={clsx(iconButtonLook, 'text-ink-2 desk:size-9', props.className)}
    >
      <Icon as={props.icon} />
    </Link>
  );
}

export interface PageProps extends PageHeaderProps {
  children: ReactNode;
  /** Said by the tab and the history. Left out: the title. */
  documentTitle?: string;
}

/** One page inside the shell: header and main, with the margins and gaps of the design. */
export function Page({ children, documentTitle, ...header }: PageProps) {
  const said = documentTitle ?? [header.title, header.aside].filter(Boolean).join(' ');
  return (
    <>
      <title>{`${said} · Baton`}</title>
      <PageHeader {...header} />
      <main
        id="main"
        tabIndex={-1}
        className="grid max-w-[1204px] min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-4 px-4 pt-1 pb-[calc(112px+env(safe-area-inset-bottom))] outline-none desk:gap-5 desk:px-9 desk:pt-0 desk:pb-10"
      >
        {children}
      </main>
    </>
  );
}

/** Two columns, 7:5, on the desktop; one on the phone. Give it two `Stack`s. */
export function Columns({ children, ratio = '7:5' }: { children: ReactNode; ratio?: '7:5' | '5:8' }) {
  return (
    <div
      className={clsx(
        'grid min-w-0 items-start gap-4 desk:gap-5',
        ratio === '7:5'
          ? 'desk:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]'
          : 'desk:grid-cols-[minmax(0,5fr)_minmax(0,8fr)]',
      )}
    >
      {children}
    </div>
  );
}

/** Cards below each other, with the gap of the design. */
export function Stack({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={clsx('grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-4 desk:gap-5', className)}>
      {children}
    </div>
  );
}

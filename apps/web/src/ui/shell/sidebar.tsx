'use client';
import clsx from 'clsx';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { type ReactNode, Suspense } from 'react';
import { BatonPill, Mark } from '../baton-pill';
import { Glyph, type MachineGlyph } from '../glyph';
import { Icon } from '../icon';
import { Live, type LiveState } from './live';
import { LIBRARY, PLACES, placeOf } from './places';

export interface SidebarMachine {
  id: string;
  name: string;
  state: MachineGlyph;
  /** Only the holder's row carries the baton. */
  holdsGpu?: boolean;
}

export interface SidebarHost {
  name: string;
  /** “Debian 12, up 6 d 4 h”. */
  detail: string;
}

export interface SidebarProps {
  machines: readonly SidebarMachine[] | undefined;
  host: SidebarHost | undefined;
  live: LiveState;
  simulated: boolean;
  checkCount?: number;
}

/** The desktop's navigation. The address is known only in the browser: until then no machine is marked. */
export function Sidebar(props: SidebarProps) {
  return (
    <Suspense fallback={<SidebarBody {...props} machineId={null} />}>
      <AddressedSidebar {...props} />
    </Suspense>
  );
}

function AddressedSidebar(props: SidebarProps) {
  return <SidebarBody {...props} machineId={useSearchParams().get('id')} />;
}

interface SidebarBodyProps extends SidebarProps {
  machineId: string | null;
}

/** Five places, the machines, the host. */
function SidebarBody({ machines, host, live, simulated, checkCount = 0, machineId }: SidebarBodyProps) {
  const pathname = usePathname();
  const onNew = /^\/new/.test(pathname);
  const onLibrary = pathname.startsWith(LIBRARY.href);
  const onMachine = machineId !== null && /^\/(machine|profile)/.test(pathname);
  return (
    <aside
      className={clsx(
        'sticky flex flex-col border-r border-line px-3 pb-3 max-desk:hidden',
        simulated ? 'top-6.5 h-[calc(100dvh-26px)]' : 'top-0 h-dvh',
      )}
    >
      <Link
        href="/"
        prefetch={false}
        aria-label="Baton, home"
        className="flex h-16 shrink-0 items-center px-2.5 no-underline"
      >
        <Mark />
      </Link>
      <nav aria-label="Main" className="-mx-1 min-h-0 overflow-y-auto px-1 pb-3">
        <ul>
          {PLACES.map((place) => (
            <Row
              key={place.href}
              href={place.href}
              current={!onMachine && !onNew && !onLibrary && placeOf(pathname) === place.href}
            >
              <Icon as={place.icon} />
              {place.label}
              {place.href === '/check' && checkCount > 0 && (
                <span className="ml-auto font-mono text-label">
                  {checkCount}
                  <span className="sr-only"> need a look</span>
                </span>
              )}
            </Row>
          ))}
          <Row href={LIBRARY.href} current={onLibrary}>
            <Icon as={LIBRARY.icon} />
            {LIBRARY.label}
          </Row>
        </ul>
        <h2 className="flex justify-between px-2.5 pt-5.5 pb-2 text-[12.5px]/4 font-medium text-ink-3">
          Machines <span>{machines?.length}</span>
        </h2>
        <ul>
          {machines?.map((machine) => (
            <Row
              key={machine.id}
              href={`/machine?id=${encodeURIComponent(machine.id)}`}
              current={onMachine && machine.id === machineId}
            >
              <Glyph state={machine.state} />
              <span className="truncate">{machine.name}</span>
              <span className="sr-only">
                , {machine.state}
                {machine.holdsGpu && ', holds the GPU'}
              </span>
              {machine.holdsGpu && <BatonPill kind="holds" />}
            </Row>
          ))}
          <Row href="/new" current={onNew}>
            <Icon as={Plus} />
            New machine
          </Row>
        </ul>
      </nav>
      <div className="mt-auto grid shrink-0 gap-1.5 border-t border-line px-2.5 pt-3 text-small text-ink-2">
        {host && (
          <>
            <span className="truncate font-strong text-ink-1">{host.name}</span>
            <span className="truncate">{host.detail}</span>
          </>
        )}
        <Live state={live} />
      </div>
    </aside>
  );
}

function Row({ href, current, children }: { href: string; current: boolean; children: ReactNode }) {
  return (
    <li>
      <Link
        href={href}
        prefetch={false}
        aria-current={current ? 'page' : undefined}
        className={clsx(
          'flex min-h-9 min-w-0 items-center gap-2.5 rounded-[8px] px-2.5 text-[14px] font-medium no-underline -outline-offset-2',
          current ? 'bg-raised text-ink-1' : 'text-ink-2 hover:bg-raised/50 hover:text-ink-1',
        )}
      >
        {children}
      </Link>
    </li>
  );
}

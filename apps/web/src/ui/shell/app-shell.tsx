'use client';
import { type ReactNode, useState } from 'react';
import { Toaster } from '../toaster';
import { BottomNav } from './bottom-nav';
import type { LiveState } from './live';
import { ShellContext } from './shell-context';
import { ShortcutsSheet } from './shortcuts-sheet';
import { Sidebar, type SidebarHost, type SidebarMachine } from './sidebar';
import { SimulatedStrip } from './simulated-strip';
import { useShortcuts } from './use-shortcuts';

export interface AppShellProps {
  /** In list order. `undefined` while they are not known yet. */
  machines: readonly SidebarMachine[] | undefined;
  host: SidebarHost | undefined;
  live: LiveState;
  /** The hardware is simulated: say so on every screen. */
  simulated: boolean;
  /** Who holds the GPU (“Host”, “win10”), for the holder chip. Left out while nobody does. */
  holder?: string;
  userName?: string;
  /** In every header: the alerts. */
  bell?: ReactNode;
  /** How many findings of the host check want a look; 0 shows nothing. */
  checkCount?: number;
  /** A `ConnectionBanner`, while the connection is lost. */
  banner?: ReactNode;
  /** A `Page`. */
  children: ReactNode;
}

/** Everything around a page: strip, sidebar or bottom bar, banner, shortcuts, messages. */
export function AppShell(props: AppShellProps) {
  const [shortcutsOpen, setShortcutsOpen] = useState(false);
  const openShortcuts = () => setShortcutsOpen(true);
  useShortcuts(openShortcuts);
  return (
    <ShellContext
      value={{ live: props.live, holder: props.holder, userName: props.userName, bell: props.bell, openShortcuts }}
    >
      <SkipLink />
      {props.simulated && <SimulatedStrip />}
      <div className="desk:grid desk:grid-cols-[236px_minmax(0,1fr)]">
        <Sidebar
          machines={props.machines}
          host={props.host}
          live={props.live}
          simulated={props.simulated}
          checkCount={props.checkCount}
        />
        <div className="min-w-0">
          {props.banner}
          {props.children}
        </div>
      </div>
      <BottomNav checkCount={props.checkCount} />
      <ShortcutsSheet open={shortcutsOpen} onOpenChange={setShortcutsOpen} />
      <Toaster />
    </ShellContext>
  );
}

/** The first stop of the Tab key. Pages outside the shell (pairing, first run) use it too; their main is `#main`. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed top-8 left-4 z-20 -translate-y-40 rounded-control bg-solid px-4 py-2 font-semibold text-on-solid focus:translate-y-0"
    >
      Skip to content
    </a>
  );
}

'use client';
import { createContext, type ReactNode, useContext } from 'react';
import type { LiveState } from './live';

/** What every page header needs from the shell around it. */
export interface ShellFacts {
  live: LiveState;
  /** Who holds the GPU, in the words of the holder chip. */
  holder?: string;
  /** Who is signed in. */
  userName?: string;
  /** What stands in every header beside who is signed in: the alerts. */
  bell?: ReactNode;
  openShortcuts: () => void;
}

export const ShellContext = createContext<ShellFacts>({ live: 'connecting', openShortcuts: () => undefined });

export function useShell(): ShellFacts {
  return useContext(ShellContext);
}

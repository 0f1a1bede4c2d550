'use client';
import { useSyncExternalStore } from 'react';
import { THEME_KEY } from './theme-script';

/** `system` follows the device; the others are remembered in this browser. */
export type Theme = 'system' | 'dark' | 'light';

const CHANGED = 'baton-theme';

function readTheme(): Theme {
  const set = document.documentElement.dataset.theme;
  return set === 'dark' || set === 'light' ? set : 'system';
}

/** Changes the theme at once and remembers it in this browser (where storage is allowed). */
export function setTheme(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === 'system') localStorage.removeItem(THEME_KEY);
    else localStorage.setItem(THEME_KEY, theme);
  } catch {
    // Storage is off in this browser: the choice lasts for this page.
  }
  window.dispatchEvent(new Event(CHANGED));
}

/** The chosen theme, and how to choose. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(onThemeChange, readTheme, () => 'system'), setTheme];
}

/** Calls back when the ground may have changed: by choice here, or by the system. Returns the way to stop. */
export function onThemeChange(changed: () => void) {
  const system = matchMedia('(prefers-color-scheme: light)');
  window.addEventListener(CHANGED, changed);
  system.addEventListener('change', changed);
  return () => {
    window.removeEventListener(CHANGED, changed);
    system.removeEventListener('change', changed);
  };
}

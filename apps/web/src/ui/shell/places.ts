import { CircuitBoard, ClipboardList, House, LibraryBig, Settings2, Stethoscope } from 'lucide-react';
import type { IconType } from '../icon';

export interface Place {
  href: string;
  label: string;
  /** For the bottom bar, where there is little room. */
  short: string;
  icon: IconType;
  /** The second key of its shortcut, after `g`. */
  key: string;
}

/** The five places, in the order of both bars. */
export const PLACES: readonly Place[] = [
  { href: '/', label: 'Home', short: 'Home', icon: House, key: 'h' },
  { href: '/gpu', label: 'GPU & devices', short: 'GPU', icon: CircuitBoard, key: 'g' },
  { href: '/check', label: 'Host check', short: 'Host check', icon: Stethoscope, key: 'c' },
  { href: '/activity', label: 'Activity', short: 'Activity', icon: ClipboardList, key: 'a' },
  { href: '/settings', label: 'Settings', short: 'Settings', icon: Settings2, key: 's' },
];

/** Beside the five on the desktop; the phone reaches it from Home and Settings. */
export const LIBRARY = { href: '/library', label: 'Library', icon: LibraryBig } as const;

/** The place a path belongs to: machine pages, the editor and the library belong to Home, what happens by itself to Settings. */
export function placeOf(pathname: string): string {
  const path = pathname.replace(/\.html$/, '').replace(/\/$/, '') || '/';
  if (path.startsWith('/automation')) return '/settings';
  return PLACES.find((place) => place.href !== '/' && path.startsWith(place.href))?.href ?? '/';
}

'use client';
import { useSyncExternalStore } from 'react';

const QUERY = '(min-width: 900px)';

function onWidthChange(changed: () => void) {
  const query = matchMedia(QUERY);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** Whether the window is 900 px or wider. False in the prerendered page: phone first. Prefer CSS; use this for behaviour. */
export function useDesktop(): boolean {
  return useSyncExternalStore(
    onWidthChange,
    () => matchMedia(QUERY).matches,
    () => false,
  );
}

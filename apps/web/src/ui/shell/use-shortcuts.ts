'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { PLACES } from './places';
import { shortcutsOn } from './shortcut-choice';

/** How long `g` waits for the second key. */
const SEQUENCE_MS = 1200;

/** `?` opens the list; `g` and a letter goes to a place. Quiet while something is typed, and when switched off. */
export function useShortcuts(openList: () => void) {
  const router = useRouter();
  const open = useRef(openList);
  useEffect(() => {
    open.current = openList;
  }, [openList]);
  useEffect(() => {
    let goSinceMs = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || !shortcutsOn()) return;
      const place = PLACES.find((known) => known.key === event.key);
      const going = event.timeStamp - goSinceMs < SEQUENCE_MS;
      goSinceMs = !going && event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (event.key === '?') open.current();
      else if (going && place) router.push(place.href);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [router]);
}

/** Inside a field, a dialog or a console, keys belong to it. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], [role=dialog], [role=menu], canvas') !== null
  );
}

'use client';
import { type RefObject, useEffect, useState } from 'react';

const LEAST_PX = 240;

/**
 * How tall an element can be so that it ends `bottomPx` above what can be seen of the window. A phone's keyboard makes
 * that smaller without telling CSS.
 */
export function useRoomBelow(element: RefObject<HTMLElement | null>, bottomPx: number): number | undefined {
  const [heightPx, setHeightPx] = useState<number>();
  useEffect(() => {
    const seen = window.visualViewport;
    const measure = () => {
      if (!element.current) return;
      const top = element.current.getBoundingClientRect().top + window.scrollY;
      setHeightPx(Math.max(LEAST_PX, (seen?.height ?? window.innerHeight) - top - bottomPx));
    };
    measure();
    // What stands above may come, go, grow or shrink: a banner, a note. A page that is no taller than the window keeps its size then.
    const resized = new ResizeObserver(measure);
    const changed = new MutationObserver(measure);
    for (let above = element.current?.parentElement; above; above = above.parentElement) {
      resized.observe(above);
      changed.observe(above, { childList: true });
    }
    seen?.addEventListener('resize', measure);
    window.addEventListener('resize', measure);
    return () => {
      resized.disconnect();
      changed.disconnect();
      seen?.removeEventListener('resize', measure);
      window.removeEventListener('resize', measure);
    };
  }, [element, bottomPx]);
  return heightPx;
}

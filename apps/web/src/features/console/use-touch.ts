'use client';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { GuestMouse, type Point } from './guest-mouse';
import { TouchPointer } from './touch-pointer';
import { NO_ZOOM, reveal, within, type Zoom, zoomAt } from './zoom';

interface TouchOptions {
  /** What is seen of the picture. */
  readonly frame: RefObject<HTMLElement | null>;
  /** What noVNC draws in; larger than its frame when zoomed. */
  readonly place: RefObject<HTMLElement | null>;
  readonly trackpad: boolean;
}

/** Fingers on the screen, for as long as the page is open. @returns how the picture is zoomed, and how to end that. */
export function useTouch({ frame, place, trackpad }: TouchOptions): { zoom: Zoom; whole: () => void } {
  const [zoom, setZoom] = useState(NO_ZOOM);
  const latest = useRef(zoom);
  const latestTrackpad = useRef(trackpad);
  latest.current = zoom;
  latestTrackpad.current = trackpad;
  useEffect(() => {
    const around = frame.current;
    const inside = place.current;
    if (!around || !inside) return;
    const set = (next: Zoom) => {
      latest.current = next;
      setZoom(next);
    };
    const inFrame = (at: Point) => {
      const box = around.getBoundingClientRect();
      return { at: { x: at.x - box.left, y: at.y - box.top }, frame: box };
    };
    const pointer = new TouchPointer({
      mouse: new GuestMouse(inside),
      trackpad: () => latestTrackpad.current,
      listener: {
        pinched: (factor, at) => set(zoomAt(latest.current, factor, inFrame(at))),
        panned: (by) => {
          const { scale, x, y } = latest.current;
          if (scale === 1) {
            // As wide as the window, it may be higher: then it scrolls.
            if (around.scrollHeight <= around.clientHeight) return false;
            around.scrollTop -= by.y;
            return true;
          }
          set(within({ scale, x: x - by.x, y: y - by.y }, around.getBoundingClientRect()));
          return true;
        },
        moved: (to) => {
          if (latest.current.scale > 1 && latestTrackpad.current) {
            set(reveal(latest.current, inFrame(to).at, around.getBoundingClientRect()));
          }
        },
      },
    });
    return pointer.listen(inside);
  }, [frame, place]);
  return { zoom, whole: () => setZoom(NO_ZOOM) };
}

import type { CSSProperties } from 'react';

/** How the picture lies in its frame: so many times as large, moved by so many pixels to the left and up. */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/**
 * Where noVNC draws. It scales the picture to this place, so a larger place is a larger picture.
 * @param size of the guest's screen, when it shall be as wide as the frame and may be higher
 */
export function placeStyle({ scale, x, y }: Zoom, size?: Size): CSSProperties {
  return {
    left: -x,
    top: -y,
    width: `${scale * 100}%`,
    height: `${scale * 100}%`,
    ...(size && { minHeight: `calc(${scale} * 100cqw * ${size.height / size.width})` }),
  };
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const NO_ZOOM: Zoom = { scale: 1, x: 0, y: 0 };
const SCALE_MAX = 6;

/** The same zoom, never smaller than the frame and never away from its edges. */
export function within({ scale, x, y }: Zoom, frame: Size): Zoom {
  const kept = Math.min(SCALE_MAX, Math.max(1, scale));
  return { scale: kept, x: between(x, frame.width * (kept - 1)), y: between(y, frame.height * (kept - 1)) };
}

/** Larger or smaller by `factor`; what lies under `at` (pixels in the frame) stays there. */
export function zoomAt(zoom: Zoom, factor: number, { at, frame }: { at: { x: number; y: number }; frame: Size }): Zoom {
  const scale = Math.min(SCALE_MAX, Math.max(1, zoom.scale * factor));
  const grown = scale / zoom.scale;
  return within({ scale, x: (zoom.x + at.x) * grown - at.x, y: (zoom.y + at.y) * grown - at.y }, frame);
}

/** Moved so that `at` (pixels in the frame) is seen with some room around it. */
export function reveal(zoom: Zoom, at: { x: number; y: number }, frame: Size): Zoom {
  const room = 48;
  const past = (place: number, length: number) => Math.min(0, place - room) + Math.max(0, place - (length - room));
  return within({ ...zoom, x: zoom.x + past(at.x, frame.width), y: zoom.y + past(at.y, frame.height) }, frame);
}

function between(value: number, most: number): number {
  return Math.min(Math.max(0, most), Math.max(0, value));
}

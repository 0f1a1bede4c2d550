/** A stretch of time, epoch milliseconds. */
export interface ChartRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Two fingers on a chart: where they are, from 0 at its left to 1 at its right. */
export type Fingers = readonly [number, number];

/** Nobody means a stretch shorter than this. */
const SHORTEST_MS = 5000;

/** Where two fingers took hold stays under them: what is shown afterwards. null = they are too close to mean anything. */
export function pinched({ fromMs, toMs }: ChartRange, start: Fingers, now: Fingers): ChartRange | null {
  const [a, b] = sorted(start);
  const [c, d] = sorted(now);
  if (b - a < 0.02 || d - c < 0.02) return null;
  const wide = toMs - fromMs;
  // The time under each finger, and the scale that puts both under where the fingers are now.
  const [first, second] = [fromMs + a * wide, fromMs + b * wide];
  const perPart = (second - first) / (d - c);
  return longEnough({ fromMs: first - c * perPart, toMs: first + (1 - c) * perPart });
}

/** A range of whole milliseconds, not shorter than can be read. */
export function longEnough({ fromMs, toMs }: ChartRange): ChartRange {
  const missing = Math.max(0, SHORTEST_MS - (toMs - fromMs)) / 2;
  return { fromMs: Math.round(fromMs - missing), toMs: Math.round(toMs + missing) };
}

/** Follows two fingers on `place` until they leave. One finger scrolls the page as everywhere. @returns how to stop */
export function onPinch(
  place: HTMLElement,
  { range, done }: { readonly range: () => ChartRange; readonly done: (range: ChartRange) => void },
): () => void {
  let start: { readonly fingers: Fingers; readonly range: ChartRange } | undefined;
  let last: ChartRange | null = null;
  const fingersOf = ({ touches }: TouchEvent): Fingers | undefined => {
    const { left, width } = place.getBoundingClientRect();
    const [a, b] = [touches[0], touches[1]];
    return a && b ? [(a.clientX - left) / width, (b.clientX - left) / width] : undefined;
  };
  const begin = (event: TouchEvent) => {
    const fingers = fingersOf(event);
    if (fingers) start = { fingers, range: range() };
  };
  const move = (event: TouchEvent) => {
    const fingers = fingersOf(event);
    if (!start || !fingers) return;
    // The browser would zoom the page.
    event.preventDefault();
    last = pinched(start.range, start.fingers, fingers);
  };
  const end = (event: TouchEvent) => {
    if (event.touches.length > 1) return;
    if (last) done(last);
    start = undefined;
    last = null;
  };
  place.addEventListener('touchstart', begin, { passive: true });
  place.addEventListener('touchmove', move, { passive: false });
  place.addEventListener('touchend', end);
  place.addEventListener('touchcancel', end);
  return () => {
    place.removeEventListener('touchstart', begin);
    place.removeEventListener('touchmove', move);
    place.removeEventListener('touchend', end);
    place.removeEventListener('touchcancel', end);
  };
}

function sorted([a, b]: Fingers): Fingers {
  return a < b ? [a, b] : [b, a];
}

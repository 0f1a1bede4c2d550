import type { Values } from './channels';

/** One measurement of a source: its time, and a value for each of its channels. */
export interface Point {
  readonly at: number;
  readonly values: Values;
}

/** Round lengths of time that people read easily, milliseconds. */
const STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200].map((seconds) => seconds * 1000);

/** The shortest round step with which `rangeMs` has no more than `maxPoints`. */
export function stepFor(rangeMs: number, maxPoints: number): number {
  return STEPS_MS.find((step) => rangeMs / step <= maxPoints) ?? Math.ceil(rangeMs / maxPoints);
}

/**
 * One point for each step: the mean of what was known in it, at the time of its last point. The channel at `lastOf` keeps its last
 * value, because a state has no mean. Points come oldest first.
 */
export function downsample(points: Iterable<Point>, stepMs: number, lastOf: number | null = null): Point[] {
  const out: Point[] = [];
  let bucket: Bucket | undefined;
  for (const point of points) {
    const index = Math.floor(point.at / stepMs);
    if (bucket?.index !== index) {
      if (bucket) out.push(bucket.point(lastOf));
      bucket = new Bucket(index, point.values.length);
    }
    bucket.add(point);
  }
  if (bucket) out.push(bucket.point(lastOf));
  return out;
}

/** What one step holds so far. */
export class Bucket {
  readonly #sums: number[];
  readonly #counts: number[];
  #last: Point | undefined;

  constructor(
    readonly index: number,
    channels: number,
  ) {
    this.#sums = new Array<number>(channels).fill(0);
    this.#counts = new Array<number>(channels).fill(0);
  }

  add(point: Point): void {
    this.#last = point;
    point.values.forEach((value, channel) => {
      if (value === null) return;
      this.#sums[channel] = (this.#sums[channel] ?? 0) + value;
      this.#counts[channel] = (this.#counts[channel] ?? 0) + 1;
    });
  }

  point(lastOf: number | null): Point {
    const values = this.#sums.map((sum, channel) => {
      const count = this.#counts[channel] ?? 0;
      if (channel === lastOf) return this.#last?.values[channel] ?? null;
      return count === 0 ? null : Math.round((sum / count) * 100) / 100;
    });
    return { at: this.#last?.at ?? 0, values };
  }
}

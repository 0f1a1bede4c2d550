/**
 * Shapes as signed distances in pixels: negative inside, positive outside. A distance gives a smooth edge for free,
 * and shapes combine with min (union) and max (intersection).
 */
export type Shape = (x: number, y: number) => number;
export type Point = readonly [x: number, y: number];

/** Many times faster than Math.hypot, which guards against overflow that cannot happen here. */
const distance = (x: number, y: number): number => Math.sqrt(x * x + y * y);

/** An upright rectangle between two corners. */
export function box([left, top]: Point, [right, bottom]: Point): Shape {
  return (x, y) => Math.max(left - x, x - right, top - y, y - bottom);
}

/** A ring whose line is `thickness` wide, its middle at `radius` from the centre. */
export function ring([centreX, centreY]: Point, radius: number, thickness: number): Shape {
  return (x, y) => Math.abs(distance(x - centreX, y - centreY) - radius) - thickness / 2;
}

/** A line with round ends, `thickness` wide. */
export function capsule([fromX, fromY]: Point, [toX, toY]: Point, thickness: number): Shape {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const squaredLength = alongX ** 2 + alongY ** 2;
  return (x, y) => {
    const share = Math.min(1, Math.max(0, ((x - fromX) * alongX + (y - fromY) * alongY) / squaredLength));
    return distance(x - fromX - share * alongX, y - fromY - share * alongY) - thickness / 2;
  };
}

/** Everything that lies in any of the shapes. */
export function union(...shapes: Shape[]): Shape {
  return (x, y) => {
    let nearest = Number.POSITIVE_INFINITY;
    for (const shape of shapes) nearest = Math.min(nearest, shape(x, y));
    return nearest;
  };
}

/** What lies in both shapes. */
export const both =
  (first: Shape, second: Shape): Shape =>
  (x, y) =>
    Math.max(first(x, y), second(x, y));

/** What lies in the first shape and not in the second. */
const without =
  (first: Shape, second: Shape): Shape =>
  (x, y) =>
    Math.max(first(x, y), -second(x, y));

/** How much of the pixel at a distance is covered, 0 to 1. */
export const coverage = (distance: number): number => Math.min(1, Math.max(0, 0.5 - distance));

/**
 * The baton: a capsule with two ring-shaped cuts, as in the logo. The points are the centres of its round ends.
 */
export function batonShape(from: Point, to: Point, thickness: number): Shape {
  const [alongX, alongY] = [to[0] - from[0], to[1] - from[1]];
  const length = distance(alongX, alongY);
  const [unitX, unitY] = [alongX / length, alongY / length];
  const [middleX, middleY] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const ringAt = length / 2 - thickness * 0.08;
  const cut: Shape = (x, y) =>
    Math.abs(Math.abs((x - middleX) * unitX + (y - middleY) * unitY) - ringAt) - thickness * 0.055;
  return without(capsule(from, to, thickness), cut);
}

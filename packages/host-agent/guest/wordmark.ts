import { both, box, type Point, ring, type Shape, union } from './shapes';

/** Width of every stroke, in pixels. Capitals are 60 high, small letters 44. */
const stroke = 11;
const middle = stroke / 2;
const baseline = 60;
const smallTop = 16;
const bowl = (baseline - smallTop) / 2;
const everywhere = 1000;
/** Parts that only touch would show a thin line where they meet. */
const overlap = 1;

/** The word "Baton", drawn from lines and arcs. The origin is the top left corner of the B. */
export function wordmark([left, top]: Point): Shape {
  const word = union(letterB(0), letterA(49), letterT(107), letterO(137), letterN(188));
  return (x, y) => word(x - left, y - top);
}

function letterB(x: number): Shape {
  const waist = 29.5;
  return union(
    box([x, 0], [x + stroke, baseline]),
    box([x, 0], [x + 20, stroke]),
    box([x, waist - middle], [x + 22, waist + middle]),
    box([x, baseline - stroke], [x + 22, baseline]),
    rightHalf([x + 20, waist / 2 + middle / 2], (waist - middle) / 2),
    rightHalf([x + 22, (waist + baseline - middle) / 2], (baseline - middle - waist) / 2),
  );
}

function letterA(x: number): Shape {
  return union(
    ring([x + bowl, baseline - bowl], bowl - middle, stroke),
    box([x + 2 * bowl - stroke + 2, smallTop], [x + 2 * bowl + 2, baseline]),
  );
}

function letterT(x: number): Shape {
  const bend = 10;
  const centre: Point = [x + middle + bend, baseline - middle - bend];
  return union(
    box([x, 4], [x + stroke, centre[1] + overlap]),
    box([x - 8, smallTop], [x + 23, smallTop + 9.5]),
    both(ring(centre, bend, stroke), box([x - everywhere, centre[1]], [centre[0], everywhere])),
    box([centre[0] - overlap, baseline - stroke], [x + 23, baseline]),
  );
}

function letterO(x: number): Shape {
  return ring([x + bowl, baseline - bowl], bowl - middle, stroke);
}

function letterN(x: number): Shape {
  const radius = 14.5;
  const centre: Point = [x + middle + radius, smallTop + middle + radius];
  return union(
    box([x, smallTop], [x + stroke, baseline]),
    both(ring(centre, radius, stroke), box([-everywhere, -everywhere], [everywhere, centre[1]])),
    box([centre[0] + radius - middle, centre[1] - overlap], [centre[0] + radius + middle, baseline]),
  );
}

function rightHalf(centre: Point, radius: number): Shape {
  return both(ring(centre, radius, stroke), box([centre[0], -everywhere], [everywhere, everywhere]));
}

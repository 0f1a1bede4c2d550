import { baton, frame, framePlaneBytes, planeBytes, rail, screen } from './layout';
import { accent, groove, ground, ink, line, lineStrong, mix, nearestIndex, type Rgb } from './palette';
import { batonShape, capsule, coverage, ring, type Shape } from './shapes';
import { wordmark } from './wordmark';

/** `top` and `bottom` are the pixel rows that the shape stays within: looking only there saves most of the time. */
type Layer = { shape: Shape; colour: Rgb; top: number; bottom: number };
type Area = { left: number; top: number; widthPixels: number; heightPixels: number };

const middleY = (rail.top + rail.bottom) / 2;
const railRows = { top: rail.top - 1, bottom: rail.bottom + 1 };
const restLeft = rail.left + baton.restGap;
const restRight = rail.right - baton.restGap - baton.lengthPixels;

/** The whole picture, without the baton on the rail: four planes after each other. */
export function stillPicture(): Uint8Array {
  const area = { left: 0, top: 0, widthPixels: screen.widthPixels, heightPixels: screen.heightPixels };
  return paint(area, [...header(), ...railLayers()], planeBytes);
}

/** One step of the baton's way: what the window of the screen shows, and the byte column where it stands. */
export type Frame = { column: number; planes: Uint8Array };

/** The baton's way from the left stop to the right one. */
export function frames(): Frame[] {
  const positions = Array.from({ length: frame.count }, (_, index) => batonLeft(index));
  return positions.map((left, index) => {
    const previous = positions[Math.max(0, index - 1)] ?? left;
    const column = Math.min(Math.floor(previous / 8), screen.rowBytes - frame.rowBytes);
    const area = {
      left: column * 8,
      top: frame.top,
      widthPixels: frame.rowBytes * 8,
      heightPixels: frame.heightPixels,
    };
    return { column, planes: paint(area, [...railLayers(), movingBaton(left)], framePlaneBytes) };
  });
}

/** Eases in and out, so that it leaves and arrives softly. The largest step is below what one window covers. */
function batonLeft(index: number): number {
  const share = index / (frame.count - 1);
  return restLeft + (restRight - restLeft) * share * share * (3 - 2 * share);
}

function header(): Layer[] {
  return [
    { shape: batonShape([71, 108], [109, 84], 42), colour: accent, top: 60, bottom: 132 },
    { shape: wordmark([156, 62]), colour: ink, top: 60, bottom: 124 },
  ];
}

function railLayers(): Layer[] {
  const radius = (rail.bottom - rail.top) / 2;
  const groovePath = (thickness: number) =>
    capsule([rail.left + radius, middleY], [rail.right - radius, middleY], thickness);
  const stop = (left: number): Layer => ({
    shape: ring([left + baton.lengthPixels / 2, middleY], 4, 1.75),
    colour: lineStrong,
    ...railRows,
  });
  return [
    { shape: groovePath(radius * 2), colour: line, ...railRows },
    { shape: groovePath(radius * 2 - 2.5), colour: groove, ...railRows },
    stop(restLeft),
    stop(restRight),
  ];
}

function movingBaton(left: number): Layer {
  const radius = baton.thickness / 2;
  const shape = batonShape([left + radius, middleY], [left + baton.lengthPixels - radius, middleY], baton.thickness);
  return { shape, colour: accent, ...railRows };
}

/** Paints layers over the ground and splits the colour numbers into bit planes. */
function paint(area: Area, layers: Layer[], bytesPerPlane: number): Uint8Array {
  const planes = new Uint8Array(bytesPerPlane * screen.planes);
  for (let y = 0; y < area.heightPixels; y++) {
    const row = area.top + y;
    const layersHere = layers.filter((layer) => row >= layer.top && row < layer.bottom);
    for (let x = 0; x < area.widthPixels && layersHere.length > 0; x++) {
      const colour = colourAt(area.left + x + 0.5, row + 0.5, layersHere);
      if (colour === ground) continue;
      const index = nearestIndex(colour);
      const at = (y * area.widthPixels + x) >> 3;
      for (let plane = 0; plane < screen.planes; plane++) {
        const bit = (index >> plane) & 1;
        planes[plane * bytesPerPlane + at] = (planes[plane * bytesPerPlane + at] ?? 0) | (bit << (7 - (x & 7)));
      }
    }
  }
  return planes;
}

function colourAt(x: number, y: number, layers: Layer[]): Rgb {
  let colour = ground;
  for (const layer of layers) {
    const covered = coverage(layer.shape(x, y));
    if (covered > 0) colour = mix(colour, layer.colour, covered);
  }
  return colour;
}

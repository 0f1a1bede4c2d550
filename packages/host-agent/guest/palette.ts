/**
 * The sixteen colours of the demo guest's screen: the brand's dark theme, with in-between shades that make smooth
 * edges. Index 0 is the ground, because the BIOS prints text on colour 0.
 */
export type Rgb = readonly [red: number, green: number, blue: number];

const hex = (value: number): Rgb => [value >> 16, (value >> 8) & 0xff, value & 0xff];

export const ground = hex(0x0d0f10);
/** Darker than the theme's 090b0c: with 6 bits a channel, that one would come out blue. */
export const groove = hex(0x080808);
export const line = hex(0x282e31);
export const lineStrong = hex(0x6c777b);
export const ink = hex(0xedf0f0);
const quietInk = hex(0x8e989b);
export const accent = hex(0x5be3cf);

/** A colour part of the way from one to another; share 0 is the first, 1 the second. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const channel = (index: 0 | 1 | 2) => from[index] + (to[index] - from[index]) * share;
  return [channel(0), channel(1), channel(2)];
}

export const palette: readonly Rgb[] = [
  ground,
  groove,
  line,
  mix(ground, ink, 0.27),
  lineStrong,
  quietInk,
  hex(0xb0b9bb),
  mix(ground, ink, 0.87),
  ink,
  mix(ground, accent, 0.15),
  mix(ground, accent, 0.3),
  mix(ground, accent, 0.45),
  mix(ground, accent, 0.6),
  mix(ground, accent, 0.75),
  mix(ground, accent, 0.9),
  accent,
];

/** Text colours, as indexes. */
export const textColour = { quiet: 5, plain: 8, accent: 15 } as const;

/** The index of the palette's colour that is nearest to one. */
export function nearestIndex(colour: Rgb): number {
  let best = 0;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const [index, [red, green, blue]] of palette.entries()) {
    const distance = (red - colour[0]) ** 2 + (green - colour[1]) ** 2 + (blue - colour[2]) ** 2;
    if (distance < bestDistance) [best, bestDistance] = [index, distance];
  }
  return best;
}

/** The palette as the VGA's colour registers take it: three bytes a colour, 6 bits each. */
export const dacBytes = (): Uint8Array => Uint8Array.from(palette.flat().map((channel) => Math.round(channel) >> 2));

/** 0 <= x < 1, as Math.random gives it. */
export type Random = () => number;

/** The same numbers for the same seed (mulberry32), so that what failed once fails again. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Both ends belong to it. */
export function whole(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

export function pick<const T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

/** Nothing, or up to `most` of them. */
export function several<T>(random: Random, most: number, make: (index: number) => T): T[] {
  return Array.from({ length: whole(random, 0, most) }, (_, index) => make(index));
}

export function sometimes<T>(random: Random, make: () => T): T | null {
  return random() < 0.5 ? make() : null;
}

/** Megabytes, or a count, by what has them. */
export type MemorySample = Record<string, number>;

export interface Flatness {
  readonly first: number;
  readonly last: number;
  /** From the first stretch to the last, as a fraction. */
  readonly growth: number;
}

/** The start warms up: caches fill, code is compiled. What is compared are the second fifth and the last one, by their medians. */
export function flatness(samples: readonly MemorySample[]): Readonly<Record<string, Flatness>> {
  const fifth = Math.max(1, Math.floor(samples.length / 5));
  const names = Object.keys(samples[0] ?? {});
  const median = (part: readonly MemorySample[], name: string) => {
    const values = part.map((sample) => sample[name] ?? Number.NaN).sort((a, b) => a - b);
    return values[Math.floor(values.length / 2)] ?? Number.NaN;
  };
  return Object.fromEntries(
    names.map((name) => {
      const first = median(samples.slice(fifth, 2 * fifth), name);
      const last = median(samples.slice(-fifth), name);
      return [name, { first, last, growth: last / first - 1 }];
    }),
  );
}

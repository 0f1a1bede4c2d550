import type { LogRow } from './log-buffer';

/** One place where the search text stands. */
export interface Hit {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

/** More than this is not searched for but narrowed down. */
export const HITS_MAX = 10_000;

/** Every place of `wanted` in the rows, ignoring case, in order. */
export function findHits(rows: readonly LogRow[], wanted: string): Hit[] {
  const needle = wanted.toLowerCase();
  if (needle === '') return [];
  const hits: Hit[] = [];
  rows.forEach((row, index) => {
    if (row.kind !== 'line' || hits.length >= HITS_MAX) return;
    const text = row.text.toLowerCase();
    for (let from = text.indexOf(needle); from !== -1; from = text.indexOf(needle, from + needle.length)) {
      hits.push({ row: index, from, to: from + needle.length });
      if (hits.length >= HITS_MAX) return;
    }
  });
  return hits;
}

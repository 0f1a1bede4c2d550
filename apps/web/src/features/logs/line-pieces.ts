import type { AnsiRun } from './ansi-runs';
import type { Hit } from './find-hits';

/** A piece of a line that looks the same throughout. */
export interface LinePiece {
  readonly from: number;
  readonly text: string;
  readonly hit: Hit | undefined;
  readonly run: AnsiRun | undefined;
}

/** Cuts a line where a hit or a colour begins or ends. Both are in order and do not overlap among themselves. */
export function linePieces(text: string, hits: readonly Hit[], runs: readonly AnsiRun[]): readonly LinePiece[] {
  const edges = [0, text.length, ...[...hits, ...runs].flatMap(({ from, to }) => [from, to])];
  const places = [...new Set(edges)].filter((at) => at <= text.length).sort((a, b) => a - b);
  return places.slice(0, -1).map((from, index) => ({
    from,
    text: text.slice(from, places[index + 1]),
    hit: hits.find((hit) => hit.from <= from && from < hit.to),
    run: runs.find((run) => run.from <= from && from < run.to),
  }));
}

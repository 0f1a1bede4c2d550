/** What a rail shows when there is not room for all: some stops, and a count of those folded behind “+N”. */
export interface Folded<Stop> {
  /** In rail order; `'more'` marks where “+N” stands. */
  cells: (Stop | 'more')[];
  hiddenCount: number;
}

/**
 * Folds a list of stops into at most `room` cells. The first (Host), the last (Off) and the holder always stay;
 * the rest stay in list order while there is room. “+N” stands before the last stop.
 */
export function foldStops<Stop extends { id: string }>(
  stops: readonly Stop[],
  holderId: string | undefined,
  room: number,
): Folded<Stop> {
  if (stops.length <= room) return { cells: [...stops], hiddenCount: 0 };
  const last = stops.length - 1;
  const kept = new Set<string>();
  for (const stop of [stops[0], stops[last], stops.find((stop) => stop.id === holderId), ...stops]) {
    if (stop && kept.size < room - 1) kept.add(stop.id);
  }
  const shown = stops.filter((stop) => kept.has(stop.id));
  const cells: (Stop | 'more')[] = [...shown.slice(0, -1), 'more', ...shown.slice(-1)];
  return { cells, hiddenCount: stops.length - shown.length };
}

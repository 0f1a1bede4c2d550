/** Ticks further apart than this were missed: history has what is between. */
const MISSED_MS = 5000;

/**
 * The first tick after which none was missed: what came before it is asked of history, once.
 * Only the newest ticks are kept, so the first of them moves on each second, and the seam must not move with it.
 * @param ticks oldest first
 * @param known what this said last
 * @returns unix ms; undefined before the first tick
 */
export function seamOf(ticks: readonly { readonly at: number }[], known: number | undefined): number | undefined {
  const begins = ticks.findLastIndex((tick, index) => {
    const before = ticks[index - 1];
    return before !== undefined && tick.at - before.at > MISSED_MS;
  });
  return ticks[begins]?.at ?? known ?? ticks[0]?.at;
}

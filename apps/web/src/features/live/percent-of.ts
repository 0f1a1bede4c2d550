/** How far a step says it is: “42 %, 3 of 7 GiB” is 42. 0 where it does not say. */
export function percentOf(detail: string | undefined): number {
  return Math.min(100, Number(/(\d+(?:\.\d+)?)\s*%/.exec(detail ?? '')?.[1] ?? 0));
}

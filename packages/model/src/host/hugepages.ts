/** Pages that the pool lacks for a machine; what is free is used first. */
export function missingPages(wanted: number, pool: { readonly free: number }): number {
  return Math.max(0, wanted - pool.free);
}

/**
 * What `-rtc base=` takes to go on from a clock that the guest had set.
 * @returns null when it had not: then the profile's own base follows the host, changes to summer time included
 */
export function clockBase(basis: 'utc' | 'localtime', nowMs: number, aheadSeconds: number): string | null {
  if (aheadSeconds === 0) return null;
  const at = new Date(nowMs + aheadSeconds * 1000);
  // QEMU reads a date without a zone, and gives the guest those very numbers.
  const asShown = basis === 'utc' ? at : new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return asShown.toISOString().slice(0, 19);
}

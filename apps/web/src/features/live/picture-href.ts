/** Where the picture of a machine's screen stands. `at` tells one picture from the next, epoch milliseconds. */
export function pictureHref(
  machineId: string,
  { at, small }: { readonly at: number; readonly small?: boolean },
): string {
  return `/picture/${encodeURIComponent(machineId)}?${small ? 'small&' : ''}at=${at}`;
}

const GIB = 1024 ** 3;

/** What somebody typed as a disk's new size, GiB. Whole mebibytes, as QEMU wants whole sectors. */
export function grownBytes(
  typed: string,
  nowBytes: number,
  maxGiB: number,
): { readonly bytes: number } | { readonly error: string } {
  const gib = Number(typed.trim().replace(',', '.'));
  if (typed.trim() === '' || !Number.isFinite(gib)) return { error: 'Type a number of GiB.' };
  if (gib > maxGiB) return { error: `Type ${maxGiB} GiB at most.` };
  const bytes = Math.round(gib * 1024) * 1024 ** 2;
  if (bytes > nowBytes) return { bytes };
  return { error: `Type more than ${Number((nowBytes / GIB).toFixed(2))} GiB: a disk can only grow.` };
}

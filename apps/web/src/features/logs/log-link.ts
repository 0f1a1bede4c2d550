/** The part of an address after `#` that names a line. */
export function lineHash(key: string): string {
  return `#${encodeURIComponent(key)}`;
}

/** The line that an address names: the file it stood in, and where. */
export function linkedLine(
  hash: string,
): { readonly key: string; readonly file: string; readonly offset: number } | undefined {
  let key: string;
  try {
    key = decodeURIComponent(hash.slice(1));
  } catch {
    return undefined;
  }
  const colon = key.lastIndexOf(':');
  const offset = Number(key.slice(colon + 1));
  if (colon < 1 || key.length === colon + 1 || !Number.isSafeInteger(offset) || offset < 0) return undefined;
  return { key, file: key.slice(0, colon), offset };
}

/** `a`, `a and b`, `a, b and c`. */
export const list = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;

/** An amount of memory or storage, in the unit that people think in: `512 MiB`, `1.5 GiB`. */
export const gib = (mib: number): string =>
  mib >= 1024 ? `${Number((mib / 1024).toFixed(1))} GiB` : `${Math.round(mib)} MiB`;

/** The same for a number of bytes. */
export const bytes = (n: number): string => gib(n / 1024 / 1024);

/** What another program said, as a sentence of ours: it ends with a full stop, and only one. */
export const sentence = (words: string): string => {
  const said = words.trim();
  return said === '' || /[.!?]$/.test(said) ? said : `${said}.`;
};

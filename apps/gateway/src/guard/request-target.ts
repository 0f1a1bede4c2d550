/** Where a request goes, in one spelling: what we route by is also what the agent is sent. */
export interface RequestTarget {
  pathname: string;
  /** Empty, or with its question mark. */
  search: string;
}

/**
 * Reads a request target. `..` and its encodings are resolved here, so that `/trpc/../x` cannot pass as `/trpc`;
 * an encoded slash, backslash or zero byte is refused because the next reader might decode it.
 */
export function parseTarget(url: string | undefined): RequestTarget | undefined {
  if (!url?.startsWith('/') || /%(2f|5c|00)/i.test(pathOf(url)) || !URL.canParse(`http://gateway${url}`))
    return undefined;
  const { pathname, search } = new URL(`http://gateway${url}`);
  return { pathname, search };
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? url;
}

import type { LogLine } from '@baton/model/log/line';

export const LINE_MAX_BYTES = 8 * 1024;
const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const CUT_MARK = ' …';

/** Cuts bytes that begin at `offset` into lines. The last one may be unfinished; nothing after a final newline is no line. */
export function linesOf(bytes: Buffer, offset: number): LogLine[] {
  const lines: LogLine[] = [];
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    lines.push({ offset: offset + start, text: textOf(bytes.subarray(start, end)) });
    start = end + 1;
  }
  return lines;
}

/** Where the last finished line ends: the number of bytes up to and with the last newline, 0 when there is none. */
export function finishedBytes(bytes: Buffer): number {
  return bytes.lastIndexOf(NEWLINE) + 1;
}

/** How many lines end in `bytes`. */
export function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}

/** The start of the last `limit` lines of `bytes`, as an index; 0 when there are not more. */
export function startOfLast(bytes: Buffer, limit: number): number {
  // A newline at the very end finishes the last line, it does not begin another one.
  let at = bytes.length - 1;
  for (let found = 0; found < limit; found += 1) {
    at = at <= 0 ? -1 : bytes.lastIndexOf(NEWLINE, at - 1);
    if (at < 0) return 0;
  }
  return at + 1;
}

/** Bytes of a character are never torn: a cut line ends before the character that does not fit. */
function textOf(bytes: Buffer): string {
  const end = bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length;
  if (end <= LINE_MAX_BYTES) return bytes.toString('utf8', 0, end);
  return bytes.toString('utf8', 0, wholeCharacters(bytes, LINE_MAX_BYTES)) + CUT_MARK;
}

/** The largest length up to `length` that ends with a whole UTF-8 character. Bytes that are no UTF-8 may be cut anywhere. */
export function wholeCharacters(bytes: Buffer, length: number): number {
  for (let back = 1; back <= 3 && back <= length; back += 1) {
    const byte = bytes[length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    // The byte that begins the last character tells how long it is (RFC 3629, 3).
    const characterBytes = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return characterBytes > back ? length - back : length;
  }
  return length;
}

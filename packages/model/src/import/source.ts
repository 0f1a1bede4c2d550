import { refuse } from './refuse';
import { IMPORT_MAX_BYTES } from './result';

/** A source as text with UNIX line ends, and where its lines begin. */
export class SourceText {
  readonly text: string;
  private readonly lineStarts: number[] = [0];

  /** @throws ProblemError `import.refused` when it is empty, too large or no text */
  constructor(source: string) {
    // The length is a lower bound of the bytes, so that a huge source costs nothing.
    if (source.length > IMPORT_MAX_BYTES || byteLength(source) > IMPORT_MAX_BYTES) refuse('too-large');
    if (/\0|\uFFFD{3}/.test(source)) refuse('not-readable');
    this.text = source
      .replace(/^\uFEFF/, '')
      .replaceAll('\r\n', '\n')
      .replaceAll('\r', '\n');
    if (this.text.trim() === '') refuse('empty');
    for (let at = this.text.indexOf('\n'); at !== -1; at = this.text.indexOf('\n', at + 1))
      this.lineStarts.push(at + 1);
  }

  /** The same lines with everything outside of these (from 1, both included) left out. */
  only(first: number, last: number): SourceText {
    const lines = this.text.split('\n');
    return new SourceText(lines.map((line, at) => (at + 1 >= first && at < last ? line : '')).join('\n'));
  }

  /** The line of an offset, counted from 1. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function byteLength(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xd800 && code < 0xe000 ? 2 : 3;
  }
  return bytes;
}

const PART_MAX_LENGTH = 500;

/** A piece of the source as a part shows it: one line, of bounded length. */
export function shown(text: string): string {
  const line = text
    .slice(0, PART_MAX_LENGTH * 2)
    .replace(/\\\n/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > PART_MAX_LENGTH ? `${line.slice(0, PART_MAX_LENGTH - 1)}…` : line;
}

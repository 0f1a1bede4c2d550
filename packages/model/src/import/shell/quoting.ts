import { refuse } from '../refuse';
import type { SourceText } from '../source';
import type { Piece } from './tokens';

/** Where a `'...'` that opens at `at` ends, one past its quote. */
export function singleQuoteEnd(source: SourceText, at: number): number {
  const end = source.text.indexOf("'", at + 1);
  if (end === -1) refuse('unbalanced-quotes', source.lineAt(at));
  return end + 1;
}

/**
 * Where what opens at `at` with a bracket ends, one past its partner: `$(...)`, `${...}`. Quotes inside are skipped. Linear: a
 * bracket without partner ends the import.
 */
export function bracketEnd(source: SourceText, at: number, [open, close]: readonly [string, string]): number {
  const { text } = source;
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const char = text[i];
    if (char === '\\') i++;
    else if (char === "'") i = singleQuoteEnd(source, i) - 1;
    else if (char === '"') i = doubleQuoteSkip(source, i);
    else if (char === open) depth++;
    else if (char === close && --depth === 0) return i + 1;
  }
  return refuse('unbalanced-quotes', source.lineAt(at));
}

/** The closing quote of a `"..."` inside brackets, told by its escapes alone. */
function doubleQuoteSkip(source: SourceText, at: number): number {
  const { text } = source;
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
  return refuse('unbalanced-quotes', source.lineAt(at));
}

/** Where a backtick command ends, one past its backtick. */
function backtickEnd(source: SourceText, at: number): number {
  const { text } = source;
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '`') return i + 1;
  }
  return refuse('unbalanced-quotes', source.lineAt(at));
}

const NAME = /[A-Za-z_]\w*|[0-9@*#?$!-]/y;
const BRACED = /^([A-Za-z_]\w*|[0-9@*#?])(\[[@*]\])?(?::?[-=]((?:[^$`\\"'{}])*))?$/;

/** What a `$` or a backtick at `at` begins. null = the `$` stands for itself. */
export function expansionAt(source: SourceText, at: number, quoted: boolean): { piece: Piece; end: number } | null {
  const { text } = source;
  if (text[at] === '`') return { piece: { kind: 'shell', quoted }, end: backtickEnd(source, at) };
  const next = text[at + 1];
  if (next === '(') return { piece: { kind: 'shell', quoted }, end: bracketEnd(source, at + 1, ['(', ')']) };
  if (next === '{') {
    const end = bracketEnd(source, at + 1, ['{', '}']);
    return { piece: braced(text.slice(at + 2, end - 1), quoted), end };
  }
  NAME.lastIndex = at + 1;
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return null;
  return { piece: { kind: 'variable', name, fallback: null, all: name === '@', quoted }, end: at + 1 + name.length };
}

function braced(inner: string, quoted: boolean): Piece {
  const match = inner.length < 4096 ? BRACED.exec(inner) : null;
  if (!match) return { kind: 'shell', quoted };
  const [, name = '', all, fallback] = match;
  return { kind: 'variable', name, fallback: fallback ?? null, all: all !== undefined || name === '@', quoted };
}

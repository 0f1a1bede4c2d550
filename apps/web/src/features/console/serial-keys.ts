import type { Arrow } from './key-button';

const FINAL: Readonly<Record<Arrow, string>> = { up: 'A', down: 'B', right: 'C', left: 'D' };

/** What an arrow key sends to a terminal (DEC VT100). @param application the program asked for DECCKM, as full-screen ones do */
export function arrowText(arrow: Arrow, application: boolean): string {
  return `\x1b${application ? 'O' : '['}${FINAL[arrow]}`;
}

/** What Ctrl and one key send: the ASCII character 64 below its capital. What has none stays as it is. */
export function withCtrl(text: string): string {
  if (text === ' ') return '\0';
  if (text === '?') return '\x7f';
  const code = text.toUpperCase().charCodeAt(0);
  return text.length === 1 && code >= 0x40 && code <= 0x5f ? String.fromCharCode(code - 0x40) : text;
}

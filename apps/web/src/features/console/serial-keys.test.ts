import { expect, it } from 'vitest';
import { arrowText, withCtrl } from './serial-keys';

it('interrupts with Ctrl and C, in either case, and ends with Ctrl and D', () => {
  expect(withCtrl('c')).toBe('\x03');
  expect(withCtrl('C')).toBe('\x03');
  expect(withCtrl('d')).toBe('\x04');
  expect(withCtrl('[')).toBe('\x1b');
  expect(withCtrl(' ')).toBe('\0');
  expect(withCtrl('?')).toBe('\x7f');
});

it('leaves alone what has no control character, and what is more than a key', () => {
  for (const text of ['1', 'ö', '\r', '\x1b[A', 'word', '']) expect(withCtrl(text)).toBe(text);
});

it('sends arrows as a line editor knows them, and as a full-screen program asks for them', () => {
  expect(arrowText('up', false)).toBe('\x1b[A');
  expect(arrowText('left', true)).toBe('\x1bOD');
});

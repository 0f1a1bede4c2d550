import { expect, it } from 'vitest';
import { FUNCTION_KEYS, keysFor, untypable } from './keys';

it('types capitals and signs with Shift on their US key', () => {
  expect(keysFor('aA!')).toEqual([
    { keysym: 0x61, code: 'KeyA' },
    { keysym: 0x41, code: 'KeyA', shift: true },
    { keysym: 0x21, code: 'Digit1', shift: true },
  ]);
});

it('presses Enter once for a line break of any kind', () => {
  expect(keysFor('a\r\nb\n').map((key) => key.code)).toEqual(['KeyA', 'Enter', 'KeyB', 'Enter']);
});

it('has a key for every printable ASCII character', () => {
  const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');
  expect(untypable(ascii)).toEqual([]);
  expect(keysFor(ascii).filter((key) => key.code === null)).toEqual([]);
});

it('names what a US keyboard cannot type, once each, and sends its keysym', () => {
  expect(untypable('größe ö €')).toEqual(['ö', 'ß', '€']);
  expect(keysFor('ö€').map((key) => key.keysym)).toEqual([0xf6, 0x010020ac]);
});

it('has twelve function keys up to F12', () => {
  expect(FUNCTION_KEYS.at(-1)).toEqual({ label: 'F12', key: { keysym: 0xffc9, code: 'F12' } });
});

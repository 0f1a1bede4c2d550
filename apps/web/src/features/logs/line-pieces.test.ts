import { expect, it } from 'vitest';
import { linePieces } from './line-pieces';

const hit = { row: 0, from: 2, to: 6 };
const run = { from: 4, to: 8, colour: 'red', bold: false } as const;

it('cuts a line where a hit or a colour begins or ends, and loses nothing of it', () => {
  const pieces = linePieces('0123456789', [hit], [run]);
  expect(pieces.map(({ text, hit: h, run: r }) => [text, h !== undefined, r !== undefined])).toEqual([
    ['01', false, false],
    ['23', true, false],
    ['45', true, true],
    ['67', false, true],
    ['89', false, false],
  ]);
});

it('has one piece of a plain line, and none of an empty one', () => {
  expect(linePieces('abc', [], []).map((piece) => piece.text)).toEqual(['abc']);
  expect(linePieces('', [], [])).toEqual([]);
});

import { expect, it } from 'vitest';
import { lineHash, linkedLine } from './log-link';

it('leads back to the line that it was made for', () => {
  expect(linkedLine(lineHash('run 1:7:1234'))).toEqual({ key: 'run 1:7:1234', file: 'run 1:7', offset: 1234 });
});

it.each(['', '#', '#main', '#a:', '#:5', '#a:-1', '#a:x', '#%'])('takes %j for no line', (hash) => {
  expect(linkedLine(hash)).toBeUndefined();
});

import { expect, it } from 'vitest';
import { lineHash, linkedLine } from './log-link';

it('leads back to the line that it was made for', () => {
  expect(linkedLine(lineHash('serial:run-1-7:1234'))).toEqual({
    key: 'serial:run-1-7:1234',
    source: 'serial',
    file: 'run-1-7',
    offset: 1234,
  });
});

it.each(['', '#', '#main', '#serial:a:', '#serial::5', '#serial:a:-1', '#other:a:1', '#a:1', '#%'])(
  'takes %j for no line',
  (hash) => {
    expect(linkedLine(hash)).toBeUndefined();
  },
);

import { expect, it } from 'vitest';
import { findHits } from './find-hits';
import type { LogRow } from './log-buffer';

const line = (text: string, offset: number): LogRow => ({
  kind: 'line',
  key: `serial:a:${offset}`,
  source: 'serial',
  file: 'a',
  at: 0,
  level: 'info',
  offset,
  text,
  raw: text,
});
const rows: LogRow[] = [
  line('0000:01:00.0 and 0000:01:00.1', 0),
  { kind: 'anew', key: 'x', source: 'serial' },
  line('GPU gpu', 40),
];

it('finds every place, also twice in one line', () => {
  expect(findHits(rows, '0000:01')).toEqual([
    { row: 0, from: 0, to: 7 },
    { row: 0, from: 17, to: 24 },
  ]);
});

it('ignores case and skips separators', () => {
  expect(findHits(rows, 'Gpu').map((hit) => hit.row)).toEqual([2, 2]);
});

it('finds nothing for nothing', () => {
  expect(findHits(rows, '')).toEqual([]);
});

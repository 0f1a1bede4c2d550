import type { LogEntry, LogPage } from '@baton/model/log/line';
import { describe, expect, it } from 'vitest';
import {
  appended,
  continued,
  FOLLOWING,
  type LogBuffer,
  prepended,
  READING,
  startBuffer,
  windowAround,
} from './log-buffer';

const entry = (offset: number, text = `line ${offset}`): LogEntry => ({
  source: 'serial',
  file: 'a',
  offset,
  text,
  at: offset,
  level: 'info',
});
const run = (from: number, count: number) => Array.from({ length: count }, (_, n) => entry(from + n));
const page = (entries: readonly LogEntry[], more: Partial<LogPage> = {}): LogPage => ({
  entries,
  back: `back-${entries[0]?.offset}`,
  on: `on-${entries.at(-1)?.offset}`,
  atEnd: true,
  ...more,
});
const texts = (buffer: LogBuffer) => buffer.rows.map((row) => (row.kind === 'line' ? row.text : row.kind));

describe('a log on the page', () => {
  it('grows at its end and counts what is new', () => {
    const buffer = appended(startBuffer(page(run(0, 2))), { entries: run(2, 1), on: 'on-2' }, FOLLOWING);
    expect(texts(buffer)).toEqual(['line 0', 'line 1', 'line 2']);
    expect([buffer.arrived, buffer.on]).toEqual([1, 'on-2']);
  });

  it('shows where the file was started anew and keeps what was before', () => {
    const news = { entries: run(0, 1), on: 'b', anew: 'serial' } as const;
    expect(texts(appended(startBuffer(page(run(0, 1))), news, FOLLOWING))).toEqual(['line 0', 'anew', 'line 0']);
    expect(texts(appended(startBuffer(page([])), news, FOLLOWING))).toEqual(['line 0']);
  });

  it('says where a run ends and the next begins, within a page and where two pages meet', () => {
    const of = (file: string, offset: number): LogEntry => ({ ...entry(offset, `${file}${offset}`), file });
    const buffer = startBuffer(page([of('b', 0), of('b', 1), of('c', 0)]));
    expect(texts(buffer)).toEqual(['b0', 'b1', 'anew', 'c0']);
    const grown = prepended(buffer, page([of('a', 0)]));
    expect(texts(grown)).toEqual(['a0', 'anew', 'b0', 'b1', 'anew', 'c0']);
    expect(texts(prepended(buffer, page([of('b', -1)])))).toEqual(['b-1', 'b0', 'b1', 'anew', 'c0']);
    expect(texts(continued(grown, page([of('d', 0)])))).toEqual([...texts(grown), 'anew', 'd0']);
    expect(new Set(grown.rows.map(({ key }) => key)).size).toBe(grown.rows.length);
  });

  it('says what came too fast, and where it can be read', () => {
    const news = { entries: run(900, 1), on: 'on-900', skipped: { bytes: 8000, lines: 800 } };
    const buffer = appended(startBuffer(page(run(0, 1))), news, FOLLOWING);
    expect(texts(buffer)).toEqual(['line 0', 'skipped', 'line 900']);
    expect(buffer.rows[1]).toMatchObject({ cursor: 'on-0', gap: { lines: 800 } });
  });

  it('takes pages at both ends and has no colours in its text', () => {
    const buffer = windowAround(page(run(5, 2)), page([entry(7, '\u001b[31mred\u001b[0m')], { atEnd: false }));
    const grown = continued(prepended(buffer, page(run(3, 2), { back: null })), page(run(8, 1)));
    expect(texts(grown)).toEqual(['line 3', 'line 4', 'line 5', 'line 6', 'red', 'line 8']);
    expect([grown.back, grown.on, grown.atEnd]).toEqual([null, 'on-8', true]);
  });

  it.each([
    ['followed', FOLLOWING],
    ['read', READING],
  ])('stays small while it is %s, and goes on where it was cut', (_, room) => {
    const step = room.left / 10;
    let buffer = startBuffer(page(run(0, step)));
    for (let from = step; from < 3 * room.max; from += step) {
      buffer = appended(buffer, { entries: run(from, step), on: `on-${from + step - 1}` }, room);
    }
    expect(buffer.rows.length).toBeLessThanOrEqual(room.max);
    expect(buffer.rows.length).toBeGreaterThan(room.left - step);
    const first = buffer.rows[0];
    // The cursor of what came before the first row that is left.
    expect(buffer.back).toBe(`on-${(first?.kind === 'line' ? first.offset : 0) - 1}`);
    expect(buffer.cuts.size).toBeLessThanOrEqual(room.max / step);
  });

  it('stays small while it is scrolled back, and is at its end no more', () => {
    let buffer = startBuffer(page(run(1_000_000, 1000), { back: 'c-1000000' }));
    for (let from = 999_000; buffer.atEnd; from -= 1000)
      buffer = prepended(buffer, page(run(from, 1000), { back: `c-${from}` }));
    expect(buffer.rows.length).toBeLessThanOrEqual(READING.max);
    const last = buffer.rows.at(-1);
    expect(buffer.on).toBe(`c-${(last?.kind === 'line' ? last.offset : 0) + 1}`);
  });
});

import type { LogChunk } from '@baton/model/log/line';
import { describe, expect, it } from 'vitest';
import { appended, type LogBuffer, prepended, startBuffer } from './log-buffer';

const chunk = (file: string, texts: readonly [number, string][], more = false): LogChunk => ({
  file,
  lines: texts.map(([offset, text]) => ({ offset, text })),
  next: (texts.at(-1)?.[0] ?? 0) + 10,
  more,
});
const texts = (buffer: LogBuffer) => buffer.rows.map((row) => (row.kind === 'line' ? row.text : '--'));

describe('a log on the page', () => {
  it('grows at its end and counts what is new', () => {
    const buffer = appended(startBuffer(chunk('a', [[0, 'one']])), chunk('a', [[10, 'two']]));
    expect(texts(buffer)).toEqual(['one', 'two']);
    expect(buffer.arrived).toBe(1);
    expect(buffer.next).toBe(20);
  });

  it('takes a line that comes again for the same line, grown', () => {
    const buffer = appended(
      startBuffer(
        chunk('a', [
          [0, 'one'],
          [10, 'tw'],
        ]),
      ),
      chunk('a', [
        [10, 'two'],
        [20, 'three'],
      ]),
    );
    expect(texts(buffer)).toEqual(['one', 'two', 'three']);
    expect(buffer.arrived).toBe(1);
  });

  it('shows where the file was started anew and keeps what was before', () => {
    const buffer = appended(startBuffer(chunk('a', [[0, 'old']])), chunk('b', [[0, 'new']]));
    expect(texts(buffer)).toEqual(['old', '--', 'new']);
    expect(new Set(buffer.rows.map((row) => row.key)).size).toBe(3);
  });

  it('puts no separator into an empty log', () => {
    expect(texts(appended(startBuffer(chunk('a', [])), chunk('b', [[0, 'new']])))).toEqual(['new']);
  });

  it('takes earlier lines in front, without those it has', () => {
    const late = startBuffer(chunk('a', [[20, 'three']], true));
    const buffer = prepended(
      late,
      chunk(
        'a',
        [
          [0, 'one'],
          [10, 'two'],
          [20, 'three'],
        ],
        false,
      ),
    );
    expect(texts(buffer)).toEqual(['one', 'two', 'three']);
    expect(buffer.more).toBe(false);
  });

  it('does not put lines of another file in front', () => {
    const buffer = prepended(startBuffer(chunk('a', [[20, 'x']], true)), chunk('b', [[0, 'y']], true));
    expect(texts(buffer)).toEqual(['x']);
    expect(buffer.more).toBe(false);
  });

  it('does not ask for ever when an answer brings nothing', () => {
    expect(prepended(startBuffer(chunk('a', [[20, 'x']], true)), chunk('a', [], true)).more).toBe(false);
  });
});

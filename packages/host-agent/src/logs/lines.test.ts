import { describe, expect, it } from 'vitest';
import { finishedBytes, LINE_MAX_BYTES, linesOf, startOfLast, wholeCharacters } from './lines';

const texts = (text: string) => linesOf(Buffer.from(text), 0).map((line) => line.text);

describe('the lines of a log', () => {
  it('carry the byte where they start, without their line endings', () => {
    expect(linesOf(Buffer.from('ä\r\n\nlast'), 100)).toEqual([
      { offset: 100, text: 'ä' },
      { offset: 104, text: '' },
      { offset: 105, text: 'last' },
    ]);
    expect(texts('one\n')).toEqual(['one']);
    expect(texts('')).toEqual([]);
  });

  it('are cut when they are huge, and never in the middle of a character', () => {
    const [line] = texts(`${'x'.repeat(LINE_MAX_BYTES - 1)}€€€\n`);
    expect(line).toBe(`${'x'.repeat(LINE_MAX_BYTES - 1)} …`);
  });

  it('may be torn only where no character is', () => {
    const bytes = Buffer.from('aä€😀');
    const whole = [0, 1, 3, 6, 10];
    for (let length = 0; length <= bytes.length; length += 1) {
      expect(wholeCharacters(bytes, length)).toBe(Math.max(...whole.filter((end) => end <= length)));
    }
    expect(wholeCharacters(Buffer.alloc(9, 0x80), 9)).toBe(9);
  });

  it('are counted from the end, whether the last one is finished or not', () => {
    const from = (text: string, limit: number) => text.slice(startOfLast(Buffer.from(text), limit));
    expect(from('a\nb\nc\n', 2)).toBe('b\nc\n');
    expect(from('a\nb\nc', 2)).toBe('b\nc');
    expect(from('a\nb\n', 5)).toBe('a\nb\n');
    expect(from('\n\n\n', 1)).toBe('\n');
    expect(from('', 1)).toBe('');
  });

  it('are finished up to the last newline', () => {
    expect(finishedBytes(Buffer.from('a\nbc'))).toBe(2);
    expect(finishedBytes(Buffer.from('abc'))).toBe(0);
  });
});

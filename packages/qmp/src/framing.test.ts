import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { FramingError, JsonLineDecoder } from './framing';

/** Cuts `bytes` at the given places, whatever they are. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const edges = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return edges.slice(1).map((end, index) => bytes.subarray(edges[index], end));
}

function decode(chunks: readonly Buffer[], maxLineBytes?: number): { messages: unknown[]; failure?: FramingError } {
  const messages: unknown[] = [];
  const decoder = new JsonLineDecoder((message) => messages.push(message), { maxLineBytes });
  try {
    for (const chunk of chunks) decoder.push(chunk);
    return { messages };
  } catch (error) {
    if (error instanceof FramingError) return { messages, failure: error };
    throw error;
  }
}

const places = fc.array(fc.nat(100_000), { maxLength: 40 });
const lineEnd = fc.constantFrom('\n', '\r\n', '\n\n', ' \r\n');
const unicodeJson = fc.jsonValue({ stringUnit: 'binary' });

describe('JsonLineDecoder', () => {
  it('gives the same messages for any chunking of any messages', async () => {
    const property = fc.property(fc.array(fc.tuple(unicodeJson, lineEnd)), places, (lines, at) => {
      const text = lines.map(([value, end]) => JSON.stringify(value) + end).join('');
      const expected = lines.map(([value]) => JSON.parse(JSON.stringify(value)));
      expect(decode(cut(Buffer.from(text), at))).toEqual({ messages: expected });
    });
    await fc.assert(property);
  });

  it('finds the same first fault, after the same messages, for any chunking', async () => {
    const line = fc.oneof(
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc.constantFrom('{', 'nul', '] [', '"'.padEnd(70, 'x')),
    );
    await fc.assert(
      fc.property(fc.array(line), places, (lines, at) => {
        const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''));
        const whole = decode([bytes], 64);
        const pieces = decode(cut(bytes, at), 64);
        expect(pieces.messages).toEqual(whole.messages);
        expect(pieces.failure?.kind).toBe(whole.failure?.kind);
      }),
    );
  });

  it('keeps a character whole that is split over chunks', () => {
    const bytes = Buffer.from('"€🎛"\n');
    expect(decode(Array.from(bytes, (byte) => Buffer.from([byte]))).messages).toEqual(['€🎛']);
  });

  it('waits for the end of a line and shows what it has of it', () => {
    const messages: unknown[] = [];
    const decoder = new JsonLineDecoder((message) => messages.push(message));
    decoder.push(Buffer.from('{"a":'));
    expect(messages).toEqual([]);
    expect(decoder.unfinished).toBe('{"a":');
    decoder.push(Buffer.from('1}\r\n'));
    expect(messages).toEqual([{ a: 1 }]);
    expect(decoder.unfinished).toBe('');
  });

  it('accepts a line of exactly the limit and refuses one byte more, ended or not', () => {
    expect(decode([Buffer.from('"12345678"\n')], 10).messages).toEqual(['12345678']);
    expect(decode([Buffer.from('"123456789"\n')], 10).failure?.kind).toBe('line-too-long');
    expect(decode([Buffer.from('"12345678'), Buffer.from('9"')], 10).failure?.kind).toBe('line-too-long');
  });

  it('reports a line that is not JSON with its text and stays failed', () => {
    const messages: unknown[] = [];
    const decoder = new JsonLineDecoder((message) => messages.push(message));
    expect(() => decoder.push(Buffer.from('1\nhello\n2\n'))).toThrow(
      expect.objectContaining({ kind: 'not-json', received: 'hello' }),
    );
    expect(() => decoder.push(Buffer.from('3\n'))).toThrow(FramingError);
    expect(messages).toEqual([1]);
  });

  it('joins a long line once, however many chunks it comes in', () => {
    const join = vi.spyOn(Buffer, 'concat');
    const pieces = Array.from({ length: 20_000 }, () => Buffer.alloc(64, 'x'));
    const { messages } = decode([Buffer.from('"'), ...pieces, Buffer.from('"\n')]);
    expect(messages).toEqual(['x'.repeat(20_000 * 64)]);
    expect(join).toHaveBeenCalledTimes(1);
    join.mockRestore();
  });
});

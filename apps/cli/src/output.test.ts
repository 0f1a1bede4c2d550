import { describe, expect, it } from 'vitest';
import { duration, memory, type Output, show, table } from './output';

describe('output', () => {
  it('aligns columns and leaves no trailing space', () => {
    expect(
      table([
        ['a', 'bb', ''],
        ['ccc', 'd', 'e'],
      ]),
    ).toEqual(['a    bb', 'ccc  d   e']);
  });
  it('says durations and memory as people do', () => {
    expect([12_000, 36 * 60_000, 124 * 60_000].map(duration)).toEqual(['12 s', '36 min', '2 h 04 min']);
    expect([512, 1536, 4096].map(memory)).toEqual(['512 MiB', '1.5 GiB', '4 GiB']);
  });
  it('prints JSON alone when asked', () => {
    const lines: string[] = [];
    const output: Output = { json: true, line: (text) => lines.push(text), error: () => {} };
    show(output, { a: 1 }, () => ['not this']);
    expect(JSON.parse(lines.join('\n'))).toEqual({ a: 1 });
  });
});

import { plainLine } from '@baton/model/log/plain-line';
import { expect, it } from 'vitest';
import { ansiRuns } from './ansi-runs';

const seen = (raw: string) =>
  ansiRuns(raw, plainLine).map(({ from, to, colour, bold }) => [plainLine(raw).slice(from, to), colour, bold]);

it.each([
  ['no colours', []],
  ['\u001b[31mred\u001b[0m plain', [['red', 'red', false]]],
  ['a\tb \u001b[1;92mok\u001b[m.', [['ok', 'green', true]]],
  [
    '\u001b[1mbold\u001b[33m and yellow\u001b[22m thin',
    [
      ['bold', undefined, true],
      [' and yellow', 'yellow', true],
      [' thin', 'yellow', false],
    ],
  ],
  ['\u001b[38;5;196mmany\u001b[38;2;31;32;33m colours', []],
  ['\u001b[2J\u001b[34mafter a cleared screen', [['after a cleared screen', 'blue', false]]],
] as const)('reads %j', (raw, runs) => {
  expect(seen(raw)).toEqual(runs);
});

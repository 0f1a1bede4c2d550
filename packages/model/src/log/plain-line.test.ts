import { expect, it } from 'vitest';
import { plainLine } from './plain-line';

it.each([
  ['\u001b[1;31mred\u001b[0m', 'red'],
  ['\u001b]0;title\u0007text', 'text'],
  ['\u001b[2J\u001b[Hclear\r', 'clear'],
  ['\u001bcreset', 'reset'],
  ['a\tb', 'a    b'],
  ['bell\u0007 and nul\u0000', 'bell and nul'],
  ['ümlaut 0000:01:00.0', 'ümlaut 0000:01:00.0'],
])('reads %j as %j', (raw, plain) => {
  expect(plainLine(raw)).toBe(plain);
});

it('does not swallow text after an escape that never ends', () => {
  expect(plainLine('\u001b[31')).not.toContain('\u001b');
});

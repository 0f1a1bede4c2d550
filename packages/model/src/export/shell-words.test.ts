import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { pick, seededRandom, whole } from '../profile/testing/random';
import { shellWord, toCommandLine } from './shell-words';

/** What a real shell makes of a command line. */
function read(words: readonly string[]): string[] {
  const said = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${toCommandLine(words)}`], { encoding: 'utf8' });
  return said.split('\0').slice(0, -1);
}

describe('words for a shell', () => {
  it('stay as they are where nothing would happen to them', () => {
    expect(shellWord('type=pci,host=0000:01:00.0')).toBe('type=pci,host=0000:01:00.0');
  });

  it('come through a real shell as they were', () => {
    const words = [
      '',
      ' ',
      "it's",
      '$(touch /tmp/x)',
      '`id`',
      'a\nb',
      '\\',
      '"',
      '*',
      '~',
      '{a,b}',
      '!x',
      '#',
      '-n',
      'ü\u{1f600}',
      "'''",
    ];
    expect(read(words)).toEqual(words);
  });

  it('come through whatever they are made of', () => {
    const random = seededRandom(11);
    const letters = [...' \n\t\'"\\$`(){}[]<>|&;*?~!#=%,-ab0ü\u{1f600}'];
    const words = Array.from({ length: 500 }, () =>
      Array.from({ length: whole(random, 0, 12) }, () => pick(random, letters)).join(''),
    );
    expect(read(words)).toEqual(words);
  });
});

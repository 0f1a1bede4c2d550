import { describe, expect, it } from 'vitest';
import { SourceText } from '../source';
import { findQemu } from './find-qemu';
import { readScript } from './script';

function words(text: string): string[][] {
  return readScript(new SourceText(text)).commands.map((command) => command.words.map((word) => word.text));
}

function qemuWords(text: string): string[] {
  return findQemu(readScript(new SourceText(text))).words.map((word) => word.text);
}

describe('the words of a script', () => {
  it.each<[string, string, string[]]>([
    ['blanks and tabs part words', 'a  b\tc', ['a', 'b', 'c']],
    ['single quotes keep everything', 'a \'b $c \\ "d"\'', ['a', 'b $c \\ "d"']],
    ['double quotes keep blanks', 'a "b  c"', ['a', 'b  c']],
    ['pieces beside each other are one word', `a b"c"'d'\\ e`, ['a', 'bcd e']],
    ['a backslash in double quotes guards four characters only', 'a "\\$x \\n \\""', ['a', '$x \\n "']],
    ['a line goes on behind a backslash', 'a \\\n  b', ['a', 'b']],
    ['a comment ends with its line', 'a # b "c', ['a']],
    ['a number sign inside a word is none', 'a b#c', ['a', 'b#c']],
    ['an empty word is one', 'a "" b', ['a', '', 'b']],
    ['a placeholder is no redirection', 'a mac=<address your generate>', ['a', 'mac=<address your generate>']],
    ['JSON without quotes is one word', 'a {"driver":"VGA","id":"v"} b', ['a', '{"driver":"VGA","id":"v"}', 'b']],
    ['redirections are no words', 'a >/dev/null 2>&1 b', ['a', 'b']],
  ])('%s', (_rule, text, expected) => {
    expect(words(text)).toEqual([expected]);
  });

  it('end a command at a line, a semicolon, a pipe and an ampersand', () => {
    expect(words('a 1\nb; c | d && e &')).toEqual([['a', '1'], ['b'], ['c'], ['d'], ['e']]);
  });

  it('leave here-documents out', () => {
    expect(words("cat <<'EOF' > x\nrm -rf /\nEOF\nafter")).toEqual([['cat'], ['after']]);
    expect(words('cat <<-END\n\tinside "\n\tEND\nafter')).toEqual([['cat'], ['after']]);
    expect(words('cat <<END\nnever closed')).toEqual([['cat']]);
  });
});

describe('the variables of a script', () => {
  it.each<[string, string, string[]]>([
    ['are put in', `A=4G\nrun $A \${A}x "$A"`, ['run', '4G', '4Gx', '4G']],
    ['are split where nothing quotes them', 'A="-m 4G -usb"\nrun $A "$A"', ['run', '-m', '4G', '-usb', '-m 4G -usb']],
    ['have a fallback', `run \${A:-8G}`, ['run', '8G']],
    ['grow', 'A=x\nA+=y\nrun $A', ['run', 'xy']],
    ['may be lists', `a=(-m 4G "c d")\na+=(-usb)\nrun "\${a[@]}"`, ['run', '-m', '4G', 'c d', '-usb']],
    ['keep their first value where a later one is conditional', 'A=1\nif x; then A=2; fi\nrun $A', ['run', '1']],
    ['keep their names where nobody set them', 'run /vm/$A.img', ['run', '/vm/$A.img']],
    ['vanish with the arguments that a script did not get', 'run "$@" x', ['run', 'x']],
  ])('%s', (_rule, text, expected) => {
    expect(words(text).at(-1)).toEqual(expected);
  });

  it.each(['run $(rm -rf ~)', 'run `rm -rf ~`', 'run $((1 + 1))', `run \${A//x/y}`, 'run "$(echo "$(rm -rf ~)")"'])(
    'never come from a command: %s',
    (text) => {
      const [command] = readScript(new SourceText(text)).commands;
      expect(command?.words.map(({ text: word, shell }) => [word, shell])).toEqual([
        ['run', false],
        ['$(...)', true],
      ]);
    },
  );
});

describe('the command that starts QEMU', () => {
  it.each([
    'qemu-system-x86_64 -m 4G',
    '/usr/bin/qemu-system-x86_64 -m 4G',
    'exec sudo qemu-system-x86_64 -m 4G',
    'QEMU_AUDIO_DRV=pa nohup qemu-system-x86_64 -m 4G &',
    'sudo taskset -c 1-3 nice -n -5 qemu-system-x86_64 -m 4G',
    'env A=1 kvm -m 4G',
    'Q=/opt/qemu/bin/qemu-system-x86_64\n$Q -m 4G',
    'start() {\n  qemu-system-x86_64 -m 4G\n}\nstart',
    'case "$1" in\n  start) qemu-system-x86_64 -m 4G ;;\nesac',
    'if true; then qemu-system-x86_64 -m 4G; fi',
    'qemu-img create x 4G\nqemu-system-x86_64 -version\nqemu-system-x86_64 -m 4G',
    'qemu-system-x86_64 -m 4G <<EOF\nx\nEOF',
  ])('is found in %s', (text) => {
    expect(qemuWords(text)).toEqual(['-m', '4G']);
  });

  it('takes along the lines that a missing backslash cut off', () => {
    const found = findQemu(readScript(new SourceText('qemu-system-x86_64 -m 4G\n -usb \\\n -vga std\necho done')));
    expect(found.unreached.map(({ text }) => text)).toEqual(['-usb -vga std']);
  });
});

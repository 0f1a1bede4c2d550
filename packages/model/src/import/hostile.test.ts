import { describe, expect, it } from 'vitest';
import { ProblemError } from '../problem';
import type { ImportRefusal } from './result';
import { becameOf, read } from './testing/read';

function refusal(source: string): { because: ImportRefusal; line?: number } {
  try {
    read(source);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'import.refused') {
      const { because, line } = error.problem.facts;
      return line === undefined ? { because } : { because, line };
    }
    throw error;
  }
  throw new Error('it was read');
}

const MIB = 1024 * 1024;

describe('a source that cannot be read', () => {
  it.each<[string, string, object]>([
    ['nothing', '', { because: 'empty' }],
    ['only blanks', ' \n\t\r\n', { because: 'empty' }],
    ['ten megabytes', `qemu-system-x86_64 ${'-usb '.repeat(2 * MIB)}`, { because: 'too-large' }],
    [
      'more than a mebibyte in few characters',
      `qemu-system-x86_64 -name ${'\u{1f600}'.repeat(300_000)}`,
      { because: 'too-large' },
    ],
    ['NUL bytes', 'qemu-system-x86_64\0-m 4G', { because: 'not-readable' }],
    ['a binary', '\u007fELF\ufffd\ufffd\ufffd\u0001', { because: 'not-readable' }],
    ['prose', 'Dear all, the machine is slow.', { because: 'no-qemu' }],
    ['another program', 'qemu-img create -f raw a 1G', { because: 'no-qemu' }],
    ['an open single quote', "qemu-system-x86_64 -m 4G\n -name 'x\n", { because: 'unbalanced-quotes', line: 2 }],
    ['an open double quote', 'qemu-system-x86_64\n\n -name "x\n', { because: 'unbalanced-quotes', line: 3 }],
    ['an open command', 'qemu-system-x86_64 -name $(x\n', { because: 'unbalanced-quotes', line: 1 }],
    ['an open backtick', 'qemu-system-x86_64 -name `x\n', { because: 'unbalanced-quotes', line: 1 }],
    ['an open list', 'a=(qemu-system-x86_64\n', { because: 'unbalanced-quotes', line: 1 }],
    ['another architecture', 'qemu-system-aarch64 -m 4G', { because: 'wrong-architecture' }],
    ['JSON of a newer version', '{"schemaVersion": 99}', { because: 'newer-version' }],
    ['JSON of no version', '{"name": "x"}', { because: 'no-qemu' }],
    ['JSON of an odd version', '{"schemaVersion": "x"}', { because: 'not-readable' }],
    ['broken JSON', '{"schemaVersion": 2', { because: 'not-readable' }],
    [
      'deep JSON',
      `{"schemaVersion": 2, "x": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      { because: 'not-readable' },
    ],
    [
      'variables that double each other',
      `a=xx\n${'a=$a$a\n'.repeat(60)}qemu-system-x86_64 -name $a`,
      { because: 'too-large' },
    ],
    ['a million commands', `${';a'.repeat(200_000)}; qemu-system-x86_64`, { because: 'too-large' }],
    ['a million arguments', `qemu-system-x86_64 ${'-usb '.repeat(200_000)}`, { because: 'too-large' }],
  ])('%s', (_what, source, expected) => {
    expect(refusal(source)).toEqual(expected);
  });
});

describe('a source that attacks its reader', () => {
  it.each<[string, string]>([
    ['backslashes', `qemu-system-x86_64 -name ${'\\'.repeat(100_000)}x`],
    ['quotes in quotes', `qemu-system-x86_64 -name ${`"'`.repeat(1)}${"''".repeat(100_000)}'"`],
    ['open angle brackets', `qemu-system-x86_64 -name a${'<a '.repeat(100_000)}`],
    ['open braces', `qemu-system-x86_64 ${'{"'.repeat(1)}"${' {"a"'.repeat(1000)}`],
    ['brackets', `${'('.repeat(100_000)} qemu-system-x86_64 -m 4G`],
    ['dollars', `qemu-system-x86_64 -name ${'$'.repeat(100_000)}`],
    ['commas', `qemu-system-x86_64 -name ${','.repeat(100_000)}`],
    ['equals signs', `qemu-system-x86_64 -name ${'='.repeat(100_000)}`],
    ['deep substitution', `qemu-system-x86_64 -name ${'$('.repeat(10_000)}${')'.repeat(10_000)}`],
    ['unset variables', `qemu-system-x86_64 -name ${'$a'.repeat(100_000)}`],
    ['a deep JSON value', `qemu-system-x86_64 -device '{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}'`],
    ['a long list', `qemu-system-x86_64 -smp 4 -vcpu affinity=${'0-4095:'.repeat(10_000)}`],
    [
      'a key of every object',
      `qemu-system-x86_64 -device '{"__proto__":{"driver":"x"},"constructor":1}' -constructor -toString x`,
    ],
  ])('with %s is read or refused, in bounded time', (_what, source) => {
    try {
      read(source);
    } catch (error) {
      expect(error).toBeInstanceOf(ProblemError);
    }
  });

  it('is never obeyed', () => {
    const { draft, parts } = read(
      'source /etc/evil\nrm -rf ~ | sh\nqemu-system-x86_64 -machine q35 -m 4G -name $(rm -rf ~) -hda `rm -rf ~` -msg timestamp=on,x=$(id)\n',
    );
    expect(parts.map((part) => [part.line, becameOf(part)])).toEqual([
      [1, 'lost-shell'],
      [2, 'lost-shell'],
      [2, 'lost-shell'],
      [3, 'machine.type'],
      [3, 'memory.sizeMiB'],
      [3, 'lost-shell'],
      [3, 'lost-shell'],
      [3, 'lost-shell'],
    ]);
    expect(JSON.stringify(draft)).not.toMatch(/rm -rf|\$\(|evil/);
  });

  it('gets no option into another by commas, line breaks or quotes in a value', () => {
    const { draft } =
      read(`qemu-system-x86_64 -machine q35 -drive "if=virtio,format=raw,file=/vm/a,,readonly=on,,b.img" -name 'x,process=y
-daemonize'`);
    expect(draft.disks).toMatchObject([{ source: { path: '/vm/a,readonly=on,b.img' }, readOnly: false }]);
    expect(draft.extraArguments).toEqual([]);
    expect(draft.name).toBe('x');
  });
});

describe('a source from another system', () => {
  it.each([
    ['Windows line ends', 'qemu-system-x86_64 \\\r\n  -m 4G \\\r\n  -name "läßt grüßen"\r\n'],
    ['a byte order mark', '\uFEFFqemu-system-x86_64 -m 4G -name "läßt grüßen"'],
    ['hard blanks and tabs', 'qemu-system-x86_64\u00A0-m\t4G\u00A0-name "läßt grüßen"'],
    ['a decomposed name', 'qemu-system-x86_64 -m 4G -name "la\u0308ßt gru\u0308ßen"'],
  ])('is read with %s', (_what, source) => {
    expect(read(source).draft).toMatchObject({ name: 'läßt grüßen', memory: { sizeMiB: 4096 } });
  });

  it('gets a name that a machine may have', () => {
    expect(read('qemu-system-x86_64 -name "../../etc/passwd;x"').draft.name).toBe('etc-passwd-x');
    expect(read('qemu-system-x86_64 -name "///"').draft.name).toBe('imported');
    expect(read(`qemu-system-x86_64 -name ${'x'.repeat(100)}`).draft.name).toHaveLength(64);
  });
});

import { pick, type Random, whole } from '../../profile/testing/random';

/** Pieces that have broken readers before. */
const NASTY = [
  ...[
    '"',
    "'",
    '\\',
    '`',
    '\n',
    '\\\n',
    '\r\n',
    '\t',
    ' ',
    ',',
    ',,',
    '=',
    ';',
    '|',
    '&',
    '(',
    ')',
    '{',
    '}',
    '<',
    '>',
    '#',
    '$',
  ],
  ...[
    '$(rm -rf ~)',
    '`id`',
    `\${X}`,
    '$X',
    `\${X:-/etc/shadow}`,
    '"$@"',
    '<<EOF',
    '<fill in>',
    '=(',
    '+=(',
    '\uFEFF',
    '\u2028',
    'ü',
  ],
  ...[
    '../../../etc/shadow',
    '/etc/shadow',
    'file:',
    'json:{}',
    'nbd:h:1',
    '-',
    '--',
    '-device',
    '-daemonize',
    '-incoming exec:sh',
  ],
  ...[
    '{"driver":"vfio-pci","host":"0000:01:00.0"}',
    '{"a":',
    '0x',
    '99999999999999999999',
    '-1',
    'on',
    'off',
    'none',
    '__proto__',
  ],
  ...[
    '-fw_cfg name=opt/a,string=b',
    '-global a.b=c',
    '-msg timestamp=on',
    '-smbios type=2,x=y',
    '-device edu,bus=pcie.0',
  ],
];

/** A few lines of a script around the one that starts QEMU, with one to six accidents. */
export function mutated(random: Random, scripts: readonly string[]): string {
  const lines = pick(random, scripts).split('\n');
  const start = lines.findIndex((line) => /qemu-system|guest_os/.test(line));
  const from = whole(random, 0, lines.length - 1);
  const some = lines.slice(from, from + whole(random, 1, 14));
  let text = [lines[start] ?? '', ...some].join('\n');
  for (let left = whole(random, 1, 6); left > 0; left--) text = accident(random, text, pick(random, scripts));
  return text;
}

function accident(random: Random, text: string, other: string): string {
  const at = whole(random, 0, text.length);
  const end = Math.min(text.length, at + whole(random, 0, 30));
  const [before, piece, after] = [text.slice(0, at), text.slice(at, end), text.slice(end)];
  switch (whole(random, 0, 5)) {
    case 0:
      return before + after;
    case 1:
      return before + piece + piece + after;
    case 2: {
      const from = whole(random, 0, other.length);
      return before + other.slice(from, from + whole(random, 1, 60)) + after;
    }
    case 3:
      return before + String.fromCodePoint(whole(random, 1, 0x2ff)) + after;
    default:
      return before + pick(random, NASTY) + piece + after;
  }
}

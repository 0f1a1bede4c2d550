import { shown } from '../source';
import { KeyValues, readKeyValues } from './key-values';
import { OPTIONS, takesValue } from './option-table';

/** One word of a command line, and where it comes from. */
export interface ArgvWord {
  readonly text: string;
  readonly line: number | null;
  /** Variables that nobody set; their names stand in the text. */
  readonly unset: readonly string[];
  /** Something in it only a shell could tell. */
  readonly shell: boolean;
  /** QEMU never got it, because a backslash is missing before it. */
  readonly unreached: boolean;
}

/** One option with its value. `name` has no dashes; `''` is a word that stands alone: QEMU takes it for a disk image. */
export interface QemuOption {
  readonly name: string;
  readonly value: string;
  readonly values: KeyValues;
  readonly words: readonly ArgvWord[];
  readonly line: number | null;
  readonly text: string;
  readonly known: boolean;
  readonly shell: boolean;
}

/** Pairs options with their values as QEMU does (`lookup_opt` in softmmu/vl.c). */
export function readOptions(words: readonly ArgvWord[]): QemuOption[] {
  const options: QemuOption[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as ArgvWord;
    const spelled = word.text.length > 1 && word.text.startsWith('-') ? spelling(word.text) : null;
    if (!spelled) {
      options.push(option('', word.text, [word], true));
      continue;
    }
    const { name, value } = spelled;
    const takes = takesValue(name);
    const next = words[at + 1];
    // Nobody knows what an unknown option takes: a word without a dash after it is likely its own.
    const hasNext = value === null && next !== undefined && (takes ?? !next.text.startsWith('-'));
    if (hasNext) at++;
    options.push(
      option(name, value ?? (hasNext ? next.text : ''), hasNext ? [word, next] : [word], takes !== undefined),
    );
  }
  return options;
}

/** `-m`, `--m` and `-m=4G`, which QEMU does not take but people write. */
function spelling(text: string): { name: string; value: string | null } {
  const name = text.replace(/^--?/, '');
  const equals = name.indexOf('=');
  if (equals > 0 && takesValue(name) === undefined && takesValue(name.slice(0, equals)) !== undefined) {
    return { name: name.slice(0, equals), value: name.slice(equals + 1) };
  }
  return { name, value: null };
}

/** Options that QEMU dropped, or never had, whose value has keys. */
const KEYED: ReadonlySet<string> = new Set(['vcpu', 'realtime']);

function option(name: string, value: string, words: readonly ArgvWord[], known: boolean): QemuOption {
  const implied = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : KEYED.has(name) ? '=' : '';
  return {
    name,
    value,
    values: implied ? readKeyValues(value, implied === '=' ? null : implied) : new KeyValues([]),
    words,
    line: words[0]?.line ?? null,
    text: shown(words.map((word) => word.text).join(' ')),
    known,
    shell: words.some((word) => word.shell),
  };
}

import type { KeyCode } from './key-codes';
import { LAYOUT_TABLES, type LayoutTable, WRITING_KEYS } from './layout-tables';
import type { KeyboardLayout } from './layouts';

/** Keys that are pressed one after the other, the last one held with those before it, and then let go of. */
export type Chord = readonly KeyCode[];

export type Typing =
  /** For each character its chords: two where a dead key comes first. */
  | { readonly kind: 'strokes'; readonly strokes: readonly (readonly Chord[])[] }
  /** The characters that the layout has no key for, each once, in the order of the text. */
  | { readonly kind: 'cannot'; readonly characters: readonly string[] };

const SPACE: Chord = ['spc'];
/** The sign on a dead key, by the mark that it puts on the next letter (Unicode, combining diacritical marks). */
const DEAD_SIGNS: Readonly<Record<string, string>> = {
  '\u0300': '`',
  '\u0301': '´',
  '\u0302': '^',
  '\u0308': '¨',
};
/** Alone, by a space after the dead key. X writes an apostrophe for ´ and a quotation mark for ¨: those are no way to write them. */
const ALONE = '`^';

/** How the text is typed on a keyboard of that layout: all of it, or nothing. */
export function strokesFor(text: string, layout: KeyboardLayout): Typing {
  const keys = keysOf(LAYOUT_TABLES[layout]);
  // Composed: é as one sign, where the layout has a key for it. A line ends with one Enter, however its end is written.
  const characters = [...text.replaceAll(/\r\n?/g, '\n').normalize('NFC')];
  const found = characters.map((character) => chordsFor(character, keys));
  const missing = characters.filter((_, index) => found[index] === null);
  if (missing.length > 0) return { kind: 'cannot', characters: [...new Set(missing)] };
  return { kind: 'strokes', strokes: found.filter((chords) => chords !== null) };
}

interface Keys {
  readonly direct: ReadonlyMap<string, Chord>;
  readonly dead: ReadonlyMap<string, Chord>;
}

function keysOf(table: LayoutTable): Keys {
  const direct = new Map<string, Chord>([
    [' ', SPACE],
    ['\n', ['ret']],
    ['\t', ['tab']],
  ]);
  const dead = new Map<string, Chord>();
  const add = (sign: string | undefined, chord: Chord) => {
    if (sign === undefined || sign === ' ') return;
    const to = chord[0] !== 'alt_r' && table.dead.includes(sign) ? dead : direct;
    // The plainest way to write it is found first.
    if (!to.has(sign)) to.set(sign, chord);
  };
  const each = (write: (key: KeyCode, row: number, column: number) => void) =>
    WRITING_KEYS.forEach((keys, row) => {
      keys.forEach((key, column) => {
        write(key, row, column);
      });
    });
  each((key, row, column) => add(table.plain[row]?.[column], [key]));
  each((key, row, column) => add(table.shift[row]?.[column], ['shift', key]));
  each((key) => add(table.altGr[key], ['alt_r', key]));
  each((key) => add(table.shiftAltGr?.[key], ['alt_r', 'shift', key]));
  return { direct, dead };
}

function chordsFor(character: string, { direct, dead }: Keys): readonly Chord[] | null {
  const chord = direct.get(character);
  if (chord) return [chord];
  const alone = ALONE.includes(character) ? dead.get(character) : undefined;
  if (alone) return [alone, SPACE];
  const [letter = '', mark = '', ...more] = character.normalize('NFD');
  const first = dead.get(DEAD_SIGNS[mark] ?? '');
  const second = direct.get(letter);
  return first && second && more.length === 0 ? [first, second] : null;
}

import { describe, expect, it } from 'vitest';
import { isKeyCode } from './key-codes';
import { LAYOUT_TABLES, WRITING_KEYS } from './layout-tables';
import { KEYBOARD_LAYOUTS, type KeyboardLayout } from './layouts';
import { type Chord, strokesFor } from './strokes';

const ASCII = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index));
const MARKS: Record<string, string> = { '`': '\u0300', '´': '\u0301', '^': '\u0302', '¨': '\u0308' };

function chords(text: string, layout: KeyboardLayout): readonly Chord[] {
  const typing = strokesFor(text, layout);
  if (typing.kind === 'cannot') throw new Error(`${layout} cannot type ${typing.characters.join(' ')}`);
  return typing.strokes.flat();
}

/** A guest with that layout: what it writes when those keys are pressed. */
function written(pressed: readonly Chord[], layout: KeyboardLayout): string {
  const table = LAYOUT_TABLES[layout];
  let text = '';
  let waiting = '';
  for (const chord of pressed) {
    const key = chord.at(-1) ?? 'spc';
    const held = chord.slice(0, -1).sort().join('+');
    const row = WRITING_KEYS.findIndex((keys) => keys.includes(key));
    const column = WRITING_KEYS[row]?.indexOf(key) ?? -1;
    const fixed = { spc: ' ', ret: '\n', tab: '\t' } as Record<string, string>;
    const sign =
      fixed[key] ??
      { '': table.plain[row]?.[column], shift: table.shift[row]?.[column], alt_r: table.altGr[key] }[held] ??
      table.shiftAltGr?.[key] ??
      '';
    if (waiting) {
      text += sign === ' ' ? waiting : `${sign}${MARKS[waiting]}`.normalize('NFC');
      waiting = '';
    } else if (!held.includes('alt_r') && sign !== '' && table.dead.includes(sign)) waiting = sign;
    else text += sign;
  }
  return text + waiting;
}

describe('text as keystrokes', () => {
  it.each(KEYBOARD_LAYOUTS)('writes every printable ASCII character by layout %s, alone and among others', (layout) => {
    for (const character of ASCII) expect(written(chords(character, layout), layout)).toBe(character);
    expect(written(chords(ASCII.join(''), layout), layout)).toBe(ASCII.join(''));
  });

  it.each(KEYBOARD_LAYOUTS)(
    'presses only keys that QEMU knows by layout %s, each table as wide as its keys',
    (layout) => {
      expect(
        chords(ASCII.join(''), layout)
          .flat()
          .filter((key) => !isKeyCode(key)),
      ).toEqual([]);
      const { plain, shift } = LAYOUT_TABLES[layout];
      for (const rows of [plain, shift]) {
        expect(rows.map((row) => [...row].length)).toEqual(WRITING_KEYS.map((keys) => keys.length));
      }
    },
  );

  it('writes the letters of each language', () => {
    const words: [KeyboardLayout, string][] = [
      ['de', 'Größe: 5 € für “é”'.replace(/[“”]/g, '"')],
      ['fr', 'Où est-ce que le garçon naïf a bû 3 cafés ?'],
      ['es', '¿Qué pasó, señor? ¡Ü, à!'],
      ['it', 'perché è così [già] {qui} #@'],
      ['gb', '£5 ~ #'],
    ];
    for (const [layout, text] of words) expect(written(chords(text, layout), layout)).toBe(text);
  });

  it('presses Shift and AltGr around the key, and a dead key before its letter', () => {
    expect(chords('A@', 'us')).toEqual([
      ['shift', 'a'],
      ['shift', '2'],
    ]);
    expect(chords('@z', 'de')).toEqual([['alt_r', 'q'], ['y']]);
    expect(chords('ê^', 'de')).toEqual([['grave_accent'], ['e'], ['grave_accent'], ['spc']]);
  });

  it('ends a line by one Enter, however its end is written', () => {
    expect(chords('a\r\nb\nc\r', 'us')).toEqual([['a'], ['ret'], ['b'], ['ret'], ['c'], ['ret']]);
  });

  it('types nothing of a text that has a character without a key, and names each of them once', () => {
    expect(strokesFor('naïve €5 → ok, naïve', 'us')).toEqual({ kind: 'cannot', characters: ['ï', '€', '→'] });
    expect(strokesFor('🙂a\u0007', 'de')).toEqual({ kind: 'cannot', characters: ['🙂', '\u0007'] });
  });
});

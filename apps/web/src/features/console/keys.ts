/** One key: the X11 keysym, and where it is on the board (KeyboardEvent.code), from which QEMU takes the scan code. */
export interface Key {
  readonly keysym: number;
  readonly code: string | null;
  /** Shift is needed to get it. */
  readonly shift?: boolean;
}

const key = (keysym: number, code: string): Key => ({ keysym, code });

/** Keys that are pressed by name (X11 keysymdef.h). */
export const KEYS = {
  esc: key(0xff1b, 'Escape'),
  tab: key(0xff09, 'Tab'),
  enter: key(0xff0d, 'Enter'),
  backspace: key(0xff08, 'Backspace'),
  del: key(0xffff, 'Delete'),
  left: key(0xff51, 'ArrowLeft'),
  up: key(0xff52, 'ArrowUp'),
  right: key(0xff53, 'ArrowRight'),
  down: key(0xff54, 'ArrowDown'),
  shift: key(0xffe1, 'ShiftLeft'),
  ctrl: key(0xffe3, 'ControlLeft'),
  alt: key(0xffe9, 'AltLeft'),
  win: key(0xffeb, 'MetaLeft'),
  print: key(0xff61, 'PrintScreen'),
  space: key(0x20, 'Space'),
  insert: key(0xff63, 'Insert'),
  home: key(0xff50, 'Home'),
  end: key(0xff57, 'End'),
  pageUp: key(0xff55, 'PageUp'),
  pageDown: key(0xff56, 'PageDown'),
} as const satisfies Record<string, Key>;

/** The sticky keys of the bar: pressed once they wait for the next key. */
export const MODIFIERS = ['ctrl', 'alt', 'win'] as const;
export type Modifier = (typeof MODIFIERS)[number];

const F1_KEYSYM = 0xffbe;
const functionKey = (number: number): Key => key(F1_KEYSYM + number - 1, `F${number}`);
/** F1 to F12. */
export const FUNCTION_KEYS: readonly { readonly label: string; readonly key: Key }[] = Array.from(
  { length: 12 },
  (_, index) => ({ label: `F${index + 1}`, key: functionKey(index + 1) }),
);

export interface Stroke {
  readonly key: Key;
  readonly down: boolean;
}

/** Down in the order given, up from the last to the first, as fingers do it. */
export function strokes(keys: readonly Key[]): Stroke[] {
  return [
    ...keys.map((each) => ({ key: each, down: true })),
    ...keys.toReversed().map((each) => ({ key: each, down: false })),
  ];
}

/** A US keyboard: code, character, character with Shift. QEMU's guests start with this layout. */
const US_ROWS: readonly (readonly [code: string, plain: string, shifted: string])[] = [
  ['Backquote', '`', '~'],
  ['Minus', '-', '_'],
  ['Equal', '=', '+'],
  ['BracketLeft', '[', '{'],
  ['BracketRight', ']', '}'],
  ['Backslash', '\\', '|'],
  ['Semicolon', ';', ':'],
  ['Quote', "'", '"'],
  ['Comma', ',', '<'],
  ['Period', '.', '>'],
  ['Slash', '/', '?'],
  ['Space', ' ', ' '],
  ...Array.from({ length: 10 }, (_, n) => [`Digit${n}`, String(n), ')!@#$%^&*('.charAt(n)] as const),
  ...Array.from('abcdefghijklmnopqrstuvwxyz', (c) => [`Key${c.toUpperCase()}`, c, c.toUpperCase()] as const),
];

const US_KEYS: ReadonlyMap<string, Key> = new Map(
  US_ROWS.flatMap(([code, plain, shifted]): [string, Key][] => [
    [shifted, { keysym: shifted.charCodeAt(0), code, shift: true }],
    [plain, { keysym: plain.charCodeAt(0), code }],
  ]),
);

/** The keysym of a character that is on no US key: Latin-1 as it is, the rest in X11's Unicode range. */
function keysymOf(codePoint: number): number {
  return codePoint < 0x100 ? codePoint : 0x01000000 + codePoint;
}

/** The keys that type `text` on a US keyboard. What it has no key for is sent as its keysym: the guest may not know it. */
export function keysFor(text: string): Key[] {
  return Array.from(text.replaceAll('\r\n', '\n'), (character) => {
    if (character === '\n' || character === '\r') return KEYS.enter;
    if (character === '\t') return KEYS.tab;
    return US_KEYS.get(character) ?? { keysym: keysymOf(character.codePointAt(0) ?? 0), code: null };
  });
}

/** The characters of `text` that a US keyboard does not have, each once. */
export function untypable(text: string): string[] {
  const unknown = Array.from(text).filter((character) => !US_KEYS.has(character) && !/[\n\r\t]/.test(character));
  return [...new Set(unknown)];
}

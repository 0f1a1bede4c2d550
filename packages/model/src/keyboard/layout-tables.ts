import type { KeyCode } from './key-codes';
import type { KeyboardLayout } from './layouts';

/** The keys that write, row by row from the top left; what a layout writes by them stands in the same order. */
export const WRITING_KEYS: readonly (readonly KeyCode[])[] = [
  ['grave_accent', '1', '2', '3', '4', '5', '6', '7', '8', '9', '0', 'minus', 'equal'],
  ['q', 'w', 'e', 'r', 't', 'y', 'u', 'i', 'o', 'p', 'bracket_left', 'bracket_right'],
  ['a', 's', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'semicolon', 'apostrophe', 'backslash'],
  ['less', 'z', 'x', 'c', 'v', 'b', 'n', 'm', 'comma', 'dot', 'slash'],
];

/** A space = that key writes nothing there. */
type Rows = readonly [string, string, string, string];

export interface LayoutTable {
  readonly plain: Rows;
  readonly shift: Rows;
  /** What AltGr writes, by key. */
  readonly altGr: Readonly<Partial<Record<KeyCode, string>>>;
  readonly shiftAltGr?: Readonly<Partial<Record<KeyCode, string>>>;
  /** Signs of `plain` and `shift` that write nothing until the next key. */
  readonly dead: string;
}

/**
 * As X has them (xkeyboard-config, symbols/*, the first variant of each). Windows differs in a few signs that its own layouts cannot
 * write at all (~ and ` in Italian), or only by a dead key (~ in French and Spanish, ` in French).
 */
export const LAYOUT_TABLES: Readonly<Record<KeyboardLayout, LayoutTable>> = {
  us: {
    plain: ['`1234567890-=', 'qwertyuiop[]', "asdfghjkl;'\\", ' zxcvbnm,./'],
    shift: ['~!@#$%^&*()_+', 'QWERTYUIOP{}', 'ASDFGHJKL:"|', ' ZXCVBNM<>?'],
    altGr: {},
    dead: '',
  },
  gb: {
    plain: ['`1234567890-=', 'qwertyuiop[]', "asdfghjkl;'#", '\\zxcvbnm,./'],
    shift: ['¬!"£$%^&*()_+', 'QWERTYUIOP{}', 'ASDFGHJKL:@~', '|ZXCVBNM<>?'],
    altGr: { '4': '€' },
    dead: '',
  },
  de: {
    plain: ['^1234567890ß´', 'qwertzuiopü+', 'asdfghjklöä#', '<yxcvbnm,.-'],
    shift: ['°!"§$%&/()=?`', 'QWERTZUIOPÜ*', "ASDFGHJKLÖÄ'", '>YXCVBNM;:_'],
    altGr: {
      '2': '²',
      '3': '³',
      '7': '{',
      '8': '[',
      '9': ']',
      '0': '}',
      minus: '\\',
      q: '@',
      e: '€',
      bracket_right: '~',
      less: '|',
      m: 'µ',
    },
    dead: '^´`',
  },
  fr: {
    plain: ['²&é"\'(-è_çà)=', 'azertyuiop^$', 'qsdfghjklmù*', '<wxcvbn,;:!'],
    shift: [' 1234567890°+', 'AZERTYUIOP¨£', 'QSDFGHJKLM%µ', '>WXCVBN?./§'],
    altGr: {
      '2': '~',
      '3': '#',
      '4': '{',
      '5': '[',
      '6': '|',
      '7': '`',
      '8': '\\',
      '9': '^',
      '0': '@',
      minus: ']',
      equal: '}',
      e: '€',
      bracket_right: '¤',
    },
    dead: '^¨',
  },
  es: {
    plain: ["º1234567890'¡", 'qwertyuiop`+', 'asdfghjklñ´ç', '<zxcvbnm,.-'],
    shift: ['ª!"·$%&/()=?¿', 'QWERTYUIOP^*', 'ASDFGHJKLÑ¨Ç', '>ZXCVBNM;:_'],
    altGr: {
      grave_accent: '\\',
      '1': '|',
      '2': '@',
      '3': '#',
      '4': '~',
      '6': '¬',
      e: '€',
      bracket_left: '[',
      bracket_right: ']',
      apostrophe: '{',
      backslash: '}',
    },
    dead: '`^´¨',
  },
  it: {
    plain: ["\\1234567890'ì", 'qwertyuiopè+', 'asdfghjklòàù', '<zxcvbnm,.-'],
    shift: ['|!"£$%&/()=?^', 'QWERTYUIOPé*', 'ASDFGHJKLç°§', '>ZXCVBNM;:_'],
    altGr: { minus: '`', equal: '~', e: '€', bracket_left: '[', bracket_right: ']', semicolon: '@', apostrophe: '#' },
    shiftAltGr: { bracket_left: '{', bracket_right: '}' },
    dead: '',
  },
};
